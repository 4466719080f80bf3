using Dashboard.Components.Panels;
using Dashboard.Core.Metrics;

namespace Dashboard.Components.Charts;

/// <summary>The curves of scores as charts and as tables, whether of live traffic or of a file.</summary>
internal static class ScoreCharts
{
    private static readonly ChartTrace Diagonal = new([0, 1], [0, 1]);
    private static readonly double[] Unit = [-0.01, 1.01];

    /// <summary>Null without points.</summary>
    public static ChartData? Roc(IReadOnlyList<CurvePoint> points) => Curve(points, Diagonal, "false_positive_rate", "true_positive_rate");

    /// <param name="positives">Their share, which is the precision of chance; null where it is not known.</param>
    public static ChartData? PrecisionRecall(IReadOnlyList<CurvePoint> points, double? positives) =>
        Curve(points, new ChartTrace([0, 1], [positives, positives]), "recall", "precision");

    public static ChartData? Reliability(IReadOnlyList<ReliabilityPoint> points) =>
        points.Count == 0 ? null : new ChartData([Diagonal, Rates(points), Ranges(points)]) { XRange = Unit, YRange = Unit };

    public static PointRows RocRows(IReadOnlyList<CurvePoint> points) => Rows(points, "False positive rate", "True positive rate");

    public static PointRows PrecisionRows(IReadOnlyList<CurvePoint> points) => Rows(points, "Recall", "Precision");

    public static PointRows ReliabilityRows(IReadOnlyList<ReliabilityPoint> points) => new(
        ["Mean score", "Positives", "95 % interval", "n"],
        points.Select(p => (string[])
        [
            $"{NumberText.Percent(p.MeanScore)}", $"{NumberText.Percent(p.Rate.Value)}", p.Rate.Interval is { } range ? NumberText.PercentRange(range) : "–",
            $"{NumberText.Count(p.Rate.Count)}",
        ]));

    /// <summary>For who does not see the chart: what it shows, and its one figure.</summary>
    public static string Words(string chart, string name, Figure figure) =>
        $"{chart}. {name} {NumberText.Percent(figure.Value)}, {FigureWords.Basis(figure, value => NumberText.Percent(value).ToString())}.";

    private static ChartData? Curve(IReadOnlyList<CurvePoint> points, ChartTrace chance, string x, string y) => points.Count == 0
        ? null
        : new ChartData(
        [
            chance,
            ChartTrace.OfShares(points.Select(p => (p.X, p.Y))) with
            {
                Details = [.. points.Select(p => (IReadOnlyList<object?>)[p.Threshold])], Columns = [x, y, "score_from"],
            },
        ])
        {
            XRange = Unit, YRange = Unit,
        };

    private static ChartTrace Rates(IReadOnlyList<ReliabilityPoint> points) => ChartTrace.OfShares(points.Select(p => (p.MeanScore, p.Rate.Value ?? 0))) with
    {
        Details = [.. points.Select(p => (IReadOnlyList<object?>)[p.Rate.Interval?.Low, p.Rate.Interval?.High, p.Rate.Count])],
        Columns = ["mean_score", "share_of_positives", "share_of_positives_low", "share_of_positives_high", "labelled"],
    };

    private static ChartTrace Ranges(IReadOnlyList<ReliabilityPoint> points) => new(
        [.. points.SelectMany(p => (double?[])[p.MeanScore, p.MeanScore, null])], [.. points.SelectMany(p => (double?[])[p.Rate.Interval?.Low, p.Rate.Interval?.High, null])]);

    private static PointRows Rows(IReadOnlyList<CurvePoint> points, string x, string y) => new(
        ["Score from", x, y], points.Select(p => (string[])[p.Threshold is { } score ? NumberText.Value(score).ToString() : "never", $"{NumberText.Percent(p.X)}", $"{NumberText.Percent(p.Y)}"]));
}
