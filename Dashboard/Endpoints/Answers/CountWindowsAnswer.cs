using System.ComponentModel;
using Dashboard.Core.Windowing;
using Dashboard.Live;

namespace Dashboard.Endpoints.Answers;

/// <summary>The windows by number of events, newest arrivals of one instant.</summary>
internal sealed record CountWindowsAnswer(
    string Model,
    [property: Description("classification, regression or undecided")] string Kind,
    [property: Description("Null: all versions together")] string? Version,
    [property: Description("dimension:value; null: the whole traffic")] string? Segment,
    [property: Description("Instant of evaluation")] DateTimeOffset AsOf,
    [property: Description("What quality is: accuracy (share) or mae (unit of the outcome)")] string Metric,
    IReadOnlyList<CountWindowRow> Windows,
    IReadOnlyList<LatencyWindowRow> Latency)
{
    public static CountWindowsAnswer Of(CountWindowReading reading) => new(
        reading.Key.Model, ModelKind.Of(reading.Model!.OutcomeKind), reading.Key.Version, reading.Key.Segment?.ToString(), reading.AsOf,
        QualityAnswer.NameOf(reading.Model), [.. reading.Windows.Select(CountWindowRow.Of)],
        [new(100, FigureAnswer.Of(reading.Figures.Last100LatencyMs)), new(1_000, FigureAnswer.Of(reading.Figures.Last1000LatencyMs))]);
}

internal sealed record CountWindowRow(
    [property: Description("Labels asked for; n of the figures says how many there are")] int Size,
    [property: Description("Of the labels that came last; a correction changes its label in its place")] FigureAnswer Quality,
    [property: Description("Seconds from prediction to first ground truth of these labels, median")] FigureAnswer DelayP50Seconds,
    FigureAnswer DelayP95Seconds,
    [property: Description("All predictions of the time these labels belong to; null without labels")] CountWindowSpanAnswer? Span)
{
    public static CountWindowRow Of(CountWindow window) => new(
        window.Size, FigureAnswer.Of(window.Quality), FigureAnswer.Of(window.DelayP50Seconds), FigureAnswer.Of(window.DelayP95Seconds),
        window.Span is { } span ? CountWindowSpanAnswer.Of(span) : null);
}

internal sealed record CountWindowSpanAnswer(
    [property: Description("Start of the bucket of the oldest prediction; prediction time")] DateTimeOffset From,
    [property: Description("End of the bucket of the newest prediction")] DateTimeOffset To,
    LabelsAnswer Labels,
    [property: Description("Accuracy of all these predictions if every missing label were wrong, or right; not a confidence interval. Null for regression")] double[]? Bounds)
{
    public static CountWindowSpanAnswer Of(CountWindowSpan span) =>
        new(span.From, span.To, LabelsAnswer.Of(span.Labels, isPast: false), FigureAnswer.Ends(span.Bounds));
}

/// <param name="MeanMs">Milliseconds.</param>
internal sealed record LatencyWindowRow([property: Description("Predictions asked for")] int Size, FigureAnswer MeanMs);
