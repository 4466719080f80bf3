using System.ComponentModel;
using Dashboard.Core.Comparison;
using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;

namespace Dashboard.Endpoints.Answers;

/// <summary>Two versions or segments over the same window.</summary>
internal sealed record ComparisonAnswer(
    [property: Description("The window; version and segment are what both sides have in common")] WindowAnswer Window,
    [property: Description("accuracy or mae")] string Metric,
    ComparisonSide A,
    ComparisonSide B,
    [property: Description("b less a, with the interval of a single look: Newcombe for accuracy, central limit theorem for mae")] FigureAnswer Difference,
    [property: Description("Holds the true difference at all looks together with 95 %; null while it is too early")] double[]? ConfidenceSequence,
    [property: Description("Evidence of this look only, against no difference")] double PValue,
    [property: Description("Of b: too_early, undecided, better, worse or equivalent")] string Verdict,
    [property: Description("The smallest difference that matters")] double Delta,
    [property: Description("b is at most delta worse")] bool IsNotWorse,
    [property: Description("About so many more labelled predictions of each bring a verdict if the difference stays; null when there is one or none in sight")] long? More,
    [property: Description("The verdict in plain words")] string Sentence,
    [property: Description("What one look means")] string Caution)
{
    private const string OneLook =
        "Evidence of this look only: it is not accumulated over requests. Looking again and again, decide by the confidence sequence or the verdict, "
        + "which hold however often one looks, and not by the interval of the difference, which holds for one look.";

    public static ComparisonAnswer Of(WindowAnswer window, string metric, ComparisonSide a, ComparisonSide b, ComparedVersions compared, VersionComparison result) => new(
        window, metric, a, b, FigureAnswer.Of(result.Difference), FigureAnswer.Ends(result.Sequence), result.PValue, WireWord.Of(result.Verdict),
        compared.Delta, result.IsNotWorse, result.More, result.Sentence, OneLook);
}

internal sealed record ComparisonSide(
    string Name,
    long Predictions,
    FigureAnswer Quality,
    [property: Description("Where coverage differs, labels that come late may make the difference")] FigureAnswer Coverage)
{
    public static ComparisonSide Of(string name, WindowReading sums) => new(
        name, sums.Tally.Predictions, FigureAnswer.Of(QualityAnswer.Observe(sums).Observed), FigureAnswer.Of(sums.Coverage));
}

/// <summary>Every value of a dimension against all its other values, most harmful first.</summary>
internal sealed record SegmentsAnswer(
    WindowAnswer Window,
    string Dimension,
    [property: Description("accuracy or mae")] string Metric,
    [property: Description("Of the segments called worse, at most this share is called so wrongly")] double FalseShare,
    [property: Description("Segments with fewer labelled predictions are not judged")] long LeastCount,
    IReadOnlyList<SegmentRow> Segments);

internal sealed record SegmentRow(
    string Value,
    long Predictions,
    FigureAnswer Coverage,
    FigureAnswer Quality,
    [property: Description("The same of all other values together")] FigureAnswer Others,
    [property: Description("This less the others, with the interval of a single look")] FigureAnswer Difference,
    [property: Description("Of being worse, adjusted among all judged segments (Benjamini-Hochberg); null when not judged")] double? AdjustedP,
    bool IsWorse,
    [property: Description("How much worse it makes the whole, in the unit of the metric; above 0 it does harm")] double Impact)
{
    public static SegmentRow Of(SegmentEffect effect, Tally tally) => new(
        effect.Segment, tally.Predictions, FigureAnswer.Of(LabelMetrics.Coverage(tally)), FigureAnswer.Of(effect.Quality), FigureAnswer.Of(effect.Others),
        FigureAnswer.Of(effect.Difference), effect.AdjustedP, effect.IsWorse, effect.Impact);
}
