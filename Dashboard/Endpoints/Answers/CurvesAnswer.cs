using System.ComponentModel;
using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;

namespace Dashboard.Endpoints.Answers;

/// <summary>What the scores of a window can do at every threshold.</summary>
internal sealed record CurvesAnswer(
    WindowAnswer Window,
    PositiveAnswer Positive,
    [property: Description("What a score is read as")] string Meaning,
    [property: Description("Why there are no curves; null when there are")] string? Reason,
    [property: Description("Labelled / predictions that can have a label, 0 to 1")] FigureAnswer Coverage,
    [property: Description("Labelled predictions with a score and a positive ground truth")] long Positives,
    long Negatives,
    FigureAnswer RocAuc,
    FigureAnswer AveragePrecision,
    [property: Description("At most 500 points from (0, 0) to (1, 1)")] IReadOnlyList<RocRow> Roc,
    [property: Description("At most 500 points by falling threshold")] IReadOnlyList<PrecisionRecallRow> PrecisionRecall,
    [property: Description("Ten equally wide bins; bins without labels are left out")] IReadOnlyList<ReliabilityRow> Reliability,
    ThresholdRow? AtThreshold,
    [property: Description("The threshold with the highest F1")] ThresholdRow? BestF1)
{
    public static CurvesAnswer Of(WindowReading sums, int? asked, double threshold)
    {
        var curves = ScoreCurves.Of(sums, asked);
        return new(
            WindowAnswer.Of(sums), PositiveAnswer.Of(sums, asked), curves.Meaning, curves.Reason, FigureAnswer.Of(sums.Coverage),
            curves.Scores?.Positives ?? 0, curves.Scores?.Negatives ?? 0, FigureAnswer.Of(curves.RocAuc), FigureAnswer.Of(curves.AveragePrecision),
            RocRow.Of(curves.Roc), PrecisionRecallRow.Of(curves.PrecisionRecall),
            [.. curves.Reliability.Select(ReliabilityRow.Of)],
            curves.Scores is { } scores ? ThresholdRow.Of(threshold, ThresholdMetrics.At(scores, threshold)) : null,
            curves.BestF1 is { } best ? ThresholdRow.Of(best.Threshold, best.Counts) : null);
    }
}

internal sealed record RocRow(double FalsePositiveRate, double TruePositiveRate, [property: Description("Positive from this score on; null: never")] double? Threshold)
{
    public static IReadOnlyList<RocRow> Of(IEnumerable<CurvePoint> points) => [.. points.Select(point => new RocRow(point.X, point.Y, point.Threshold))];
}

internal sealed record PrecisionRecallRow(double Recall, double Precision, double? Threshold)
{
    public static IReadOnlyList<PrecisionRecallRow> Of(IEnumerable<CurvePoint> points) =>
        [.. points.Select(point => new PrecisionRecallRow(point.X, point.Y, point.Threshold))];
}

internal sealed record ReliabilityRow(
    [property: Description("Scores from here")] double From,
    double To,
    double MeanScore,
    [property: Description("Share of positives; equals the mean score when the scores are calibrated")] FigureAnswer Rate)
{
    public static ReliabilityRow Of(ReliabilityPoint point) => new(point.Bin / 10.0, (point.Bin + 1) / 10.0, point.MeanScore, FigureAnswer.Of(point.Rate));
}

internal sealed record ThresholdRow(
    [property: Description("Positive from this score on; null: never")] double? Threshold,
    long TruePositives,
    long FalsePositives,
    long FalseNegatives,
    long TrueNegatives,
    [property: Description("How many of the true positives may be false negatives instead: the threshold cuts their bin")] long UncertainPositives,
    long UncertainNegatives,
    FigureAnswer Precision,
    FigureAnswer Recall,
    FigureAnswer Specificity,
    FigureAnswer F1)
{
    /// <param name="asked">Code of the positive label asked for; null for the model's.</param>
    public static ThresholdRow? Of(WindowReading sums, int? asked, double threshold) =>
        sums.WhyNoScoresOf(asked) is null && sums.ReadScores(asked ?? sums.Positive) is { } scores ? Of(threshold, ThresholdMetrics.At(scores, threshold)) : null;

    public static ThresholdRow Of(double? threshold, ThresholdCounts counts) => new(
        threshold, counts.TruePositives, counts.FalsePositives, counts.FalseNegatives, counts.TrueNegatives, counts.UncertainPositives,
        counts.UncertainNegatives, FigureAnswer.Of(counts.Precision), FigureAnswer.Of(counts.Recall),
        FigureAnswer.Of(counts.Specificity), FigureAnswer.Of(counts.F1));
}
