using System.ComponentModel;
using Dashboard.Core.Exchange;
using Dashboard.Core.Metrics;
using Dashboard.Core.Metrics.Catalogue;

namespace Dashboard.Endpoints.Answers;

/// <summary>The metrics of a window, beside everything one must know to read them.</summary>
internal sealed record MetricsAnswer(
    WindowAnswer Window,
    long Predictions,
    LabelsAnswer Labels,
    QualityAnswer Quality,
    PositiveAnswer Positive,
    IReadOnlyList<MetricRow> Metrics,
    [property: Description("With exact=true: the stored rows the metrics were recomputed from")] ExactAnswer? Exact)
{
    [Description("With threshold: what another decision would have done; null without scores of the positive label")]
    public ThresholdRow? AtThreshold { get; init; }
}

internal sealed record MetricRow(
    string Name,
    string Title,
    [property: Description("Null when undefined")] double? Value,
    [property: Description("Why there is no value")] string? Reason,
    [property: Description("Observations it rests on")] long N,
    [property: Description("95 % interval, low and high; null where none is defined (GET /api/v1/metrics says why)")] double[]? Interval,
    [property: Description("none, share (0 to 1), milliseconds, seconds, per_second, outcome or outcome_squared (the model's own unit)")] string Unit,
    [property: Description("higher, lower, closer_to_zero or neither")] string Better,
    [property: Description("What must be said beside the figure")] string? Remark,
    [property: Description("With exact=true: from the stored rows")] ExactFigureAnswer? Exact)
{
    public static MetricRow Of(MeasuredMetric row, Figure? exact) => new(
        row.Metric.Name, row.Metric.Title, row.Figure.Value, row.Figure.Undefined, row.Figure.Count, FigureAnswer.Ends(row.Figure.Interval),
        WireWord.Of(row.Metric.Unit), WireWord.Of(row.Metric.Better), row.Remark, exact is { } rows ? ExactFigureAnswer.Of(rows, row.Figure) : null);
}

/// <param name="Difference">This value less the live one; null when one of them is undefined.</param>
internal sealed record ExactFigureAnswer(double? Value, string? Reason, long N, double[]? Interval, double? Difference)
{
    public static ExactFigureAnswer Of(Figure exact, Figure live) =>
        new(exact.Value, exact.Undefined, exact.Count, FigureAnswer.Ends(exact.Interval), exact.Value - live.Value);
}

internal sealed record ExactAnswer(
    [property: Description("Predictions of the window that are stored")] long Rows,
    long Labelled,
    [property: Description("Every event up to this sequence number is taken into account, and no other")] long LastSequence,
    [property: Description("Why the rows are not those of the live figures; null when they are as many")] string? Remark)
{
    public static ExactAnswer Of(ExactMetrics exact, Tally live) => new(
        exact.Rows, exact.Labelled, exact.LastSequence, (exact.Rows, exact.Labelled) == (live.Predictions, live.Labelled)
            ? null
            : $"{NumberText.Counted(exact.Rows, "row")} stored where {NumberText.Counted(live.Predictions, "prediction")} counted: events older than the retention are gone, or events came in between");
}

internal sealed record CatalogueAnswer(IReadOnlyList<CatalogueRow> Metrics);

/// <summary>One metric of the catalogue.</summary>
internal sealed record CatalogueRow(
    string Name,
    string Title,
    [property: Description("traffic, latency, labels, positive_class, all_classes, scores, class_scores or regression")] string Family,
    [property: Description("What it tells, in plain words")] string Meaning,
    string Formula,
    [property: Description("The function of scikit-learn or numpy that gives the same number, or the publication that defines it")] string Source,
    string Unit,
    string Better,
    [property: Description("When there is no value")] string Undefined,
    [property: Description("Where the 95 % interval comes from, or why there is none")] string IntervalMethod)
{
    public static CatalogueRow Of(Metric metric) => new(
        metric.Name, metric.Title, WireWord.Of(metric.Family), MetricMeaning.Of(metric).Text, metric.Formula, metric.Source, WireWord.Of(metric.Unit), WireWord.Of(metric.Better),
        metric.Undefined, metric.IntervalMethod);
}
