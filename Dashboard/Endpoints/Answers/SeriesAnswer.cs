using System.ComponentModel;
using Dashboard.Core.Windowing;

namespace Dashboard.Endpoints.Answers;

/// <summary>Quality, labels and latency over time.</summary>
internal sealed record SeriesAnswer(
    WindowAnswer Window,
    [property: Description("What quality is: accuracy (share) or mae (unit of the outcome)")] string Metric,
    [property: Description("Label coverage of the whole window")] FigureAnswer Coverage,
    [property: Description("Labels of predictions before this instant have had their time; null while how late labels come is not known")] DateTimeOffset? MatureUntil,
    [property: Description("Milliseconds between points")] double StepMs,
    [property: Description("Milliseconds each point covers, ending at its time")] double SpanMs,
    IReadOnlyList<SeriesRow> Points,
    OutlookAnswer Outlook)
{
    public static SeriesAnswer Of(Snapshot figures, WindowReading sums) => new(
        WindowAnswer.Of(sums), QualityAnswer.Observe(sums).Metric, FigureAnswer.Of(figures.Labels.Coverage), figures.Labels.MatureUntil,
        figures.Series.Step.TotalMilliseconds, figures.Series.Span.TotalMilliseconds,
        [.. figures.Series.Points.Select(point => SeriesRow.Of(point, figures.Labels.MatureUntil))],
        new OutlookAnswer(figures.Outlook.Step.TotalMilliseconds, [.. figures.Outlook.Points.Select(OutlookRow.Of)]));
}

internal sealed record SeriesRow(
    [property: Description("End of the span; the newest may lie one step ahead and still fill")] DateTimeOffset Time,
    [property: Description("Null while nothing is labelled")] double? Quality,
    [property: Description("95 % interval, low and high")] double[]? Interval,
    [property: Description("Sample size of quality")] long Labelled,
    [property: Description("Labelled share of the predictions that can have a label; null without any")] double? Coverage,
    [property: Description("Whether the labels of the whole span have had their time; null while that is not known")] bool? IsMature,
    long Predictions,
    long Failed,
    [property: Description("Milliseconds; null without latencies")] double? LatencyMeanMs,
    [property: Description("Milliseconds, within 0.55 %; null without latencies")] double? LatencyP95Ms,
    [property: Description("Rises when anything the point is made of changes: a late label revises old points. Comparable within one run of the server")] long Revision)
{
    public static SeriesRow Of(SeriesPoint point, DateTimeOffset? matureUntil) => new(
        point.Time, point.Quality, FigureAnswer.Ends(point.Low, point.High), point.Labelled, point.Coverage, matureUntil is { } until ? point.Time <= until : null, point.Predictions, point.Failed,
        point.MeanLatencyMs, point.P95LatencyMs, point.Revision);
}

/// <summary>Quality as it was estimated before the labels and as it was believed when each point ended; empty with as_of.</summary>
internal sealed record OutlookAnswer([property: Description("Milliseconds each point covers; they lie side by side")] double StepMs, IReadOnlyList<OutlookRow> Points);

internal sealed record OutlookRow(
    [property: Description("End of the span")] DateTimeOffset Time,
    long Predictions,
    [property: Description("Without labels: from scores, or for regression from features and predictions; null when undefined")] double? Estimated,
    double[]? EstimatedInterval,
    [property: Description("From what had arrived by believed_at")] double? Believed,
    long BelievedLabelled,
    DateTimeOffset? BelievedAt)
{
    public static OutlookRow Of(OutlookPoint point) => new(
        point.Time, point.Predictions, point.Estimated, FigureAnswer.Ends(point.EstimatedLow, point.EstimatedHigh), point.Believed,
        point.BelievedLabelled, point.BelievedAt);
}
