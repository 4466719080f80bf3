using Dashboard.Components.Charts;
using Dashboard.Core.Metrics;
using Dashboard.Core.Metrics.Catalogue;
using Dashboard.Core.Windowing;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>Curves of the scores of a window, and what another threshold would do.</summary>
public sealed partial class ScorePanels
{
    private static readonly ChartTrace Diagonal = new([0, 1], [0, 1]);
    private static readonly double[] Unit = [-0.01, 1.01];

    private ScoreCurves? _shown;
    private double _threshold = MetricParameters.Default.Threshold;
    private bool _isMoved;
    private ChartData? _roc;
    private ChartData? _precision;
    private ChartData? _reliability;
    private ChartTrace? _onRoc;
    private ChartTrace? _onPrecision;
    private Lack _lack = new("", "");
    private Lack _uncalibrated = new("", "");

    [Parameter, EditorRequired]
    public ScoreCurves Curves { get; set; } = null!;

    /// <summary>Text of the positive label; null when scores are read as confidence.</summary>
    [Parameter]
    public string? Positive { get; set; }

    [Parameter, EditorRequired]
    public ChartLink Link { get; set; } = null!;

    /// <summary>Chooses another positive label.</summary>
    [Parameter]
    public RenderFragment? Picker { get; set; }

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(Curves, _shown))
        {
            return;
        }

        _shown = Curves;
        _threshold = _isMoved || Curves.Scores is not { AreProbabilities: false } ? _threshold : Curves.BestF1?.Threshold ?? _threshold;
        _lack = ScoreLack.Of(Curves);
        _uncalibrated = ScoreLack.OfCalibration(Curves);
        var positives = Curves.Scores is { Labelled: > 0 } scores ? (double)scores.Positives / scores.Labelled : 0;
        _roc = Curve(Curves.Roc, Diagonal, "false_positive_rate", "true_positive_rate");
        _precision = Curve(Curves.PrecisionRecall, new ChartTrace([0, 1], [positives, positives]), "recall", "precision");
        _reliability = Curves.Reliability.Count == 0 ? null : new ChartData([Diagonal, Points(Curves.Reliability), Ranges(Curves.Reliability)]) { XRange = Unit, YRange = Unit };
        Mark();
    }

    private void Move(double threshold)
    {
        (_threshold, _isMoved) = (threshold, true);
        Mark();
    }

    private void Mark()
    {
        if (Curves.Scores is not { } scores)
        {
            (_onRoc, _onPrecision) = (null, null);
            return;
        }

        var counts = ThresholdMetrics.At(scores, _threshold);
        _onRoc = counts is { Recall.Value: { } found, Specificity.Value: { } left } ? new ChartTrace([1 - left], [found]) : null;
        _onPrecision = counts is { Recall.Value: { } recall, Precision.Value: { } precision } ? new ChartTrace([recall], [precision]) : new ChartTrace([], []);
    }

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

    private static ChartTrace Points(IReadOnlyList<ReliabilityPoint> points) => ChartTrace.OfShares(points.Select(p => (p.MeanScore, p.Rate.Value ?? 0))) with
    {
        Details = [.. points.Select(p => (IReadOnlyList<object?>)[p.Rate.Interval?.Low, p.Rate.Interval?.High, p.Rate.Count])],
        Columns = ["mean_score", "share_of_positives", "share_of_positives_low", "share_of_positives_high", "labelled"],
    };

    private static ChartTrace Ranges(IReadOnlyList<ReliabilityPoint> points) => new(
        [.. points.SelectMany(p => (double?[])[p.MeanScore, p.MeanScore, null])], [.. points.SelectMany(p => (double?[])[p.Rate.Interval?.Low, p.Rate.Interval?.High, null])]);

    private string Words(string chart, string name, Figure figure) =>
        $"{chart}, {Curves.Meaning}. {name} {NumberText.Percent(figure.Value)}, {FigureWords.Basis(figure, value => NumberText.Percent(value).ToString())}.";

    private PointRows RocRows() => new(
        ["Score from", "False positive rate", "True positive rate"],
        Curves.Roc.Select(p => (string[])[Score(p.Threshold), $"{NumberText.Percent(p.X)}", $"{NumberText.Percent(p.Y)}"]));

    private PointRows PrecisionRows() => new(
        ["Score from", "Recall", "Precision"],
        Curves.PrecisionRecall.Select(p => (string[])[Score(p.Threshold), $"{NumberText.Percent(p.X)}", $"{NumberText.Percent(p.Y)}"]));

    private PointRows ReliabilityRows() => new(
        ["Mean score", "Positives", "95 % interval", "n"],
        Curves.Reliability.Select(p => (string[])
        [
            $"{NumberText.Percent(p.MeanScore)}", $"{NumberText.Percent(p.Rate.Value)}", p.Rate.Interval is { } range ? NumberText.PercentRange(range) : "–",
            $"{NumberText.Count(p.Rate.Count)}",
        ]));

    private static string Score(double? threshold) => threshold is null ? "never" : NumberText.Value(threshold).ToString();
}
