using System.ComponentModel;
using Dashboard.Core.Evaluations;

namespace Dashboard.Endpoints.Answers;

internal sealed record EvaluationsAnswer(
    [property: Description("Newest first")] IReadOnlyList<EvaluationRow> Evaluations,
    [property: Description("Ask for the next page with after=<this>; null on the last page")] Guid? Next,
    [property: Description("Stored, of the model asked for or of all")] int Total,
    [property: Description("Ids by model")] IReadOnlyDictionary<string, Guid> Baselines,
    [property: Description("That cannot be read any more")] int Damaged,
    [property: Description("That made room for newer ones, since the start")] long Dropped)
{
    /// <param name="after">Id after which the page begins; null for the newest.</param>
    public static EvaluationsAnswer Of(EvaluationList list, int limit, Guid? after)
    {
        var rest = list.Heads.Reverse().Where(head => after is not { } id || head.Id.CompareTo(id) < 0).Take(limit + 1).ToList();
        return new(
            [.. rest.Take(limit).Select(EvaluationRow.Of)], rest.Count > limit ? rest[limit - 1].Id : null, list.Heads.Count, list.Baselines, list.Damaged,
            list.Dropped);
    }
}

/// <summary>What lists show of an evaluation.</summary>
internal sealed record EvaluationRow(
    [property: Description("Later ones sort behind earlier ones (UUIDv7)")] Guid Id,
    string Name,
    string Model,
    [property: Description("Null when the file has several, or none was named")] string? Version,
    DateTimeOffset CreatedAt,
    [property: Description("classification or regression")] string Kind,
    [property: Description("Rows the metrics are computed from")] long Rows,
    [property: Description("Right rows without ground truth")] long Unlabelled,
    [property: Description("Rows left out")] long Rejected,
    [property: Description("Oldest timestamp of the rows; null without such a column")] DateTimeOffset? From,
    [property: Description("Newest timestamp of the rows")] DateTimeOffset? To,
    [property: Description("Counts the ways metrics were computed: of an earlier one the same file gives others now")] int Format,
    [property: Description("What must be said beside metrics of an earlier format")] string? FormatRemark,
    [property: Description("All that apply, in the order people read them")] IReadOnlyList<EvaluatedMetricRow> Metrics)
{
    public static EvaluationRow Of(EvaluationHead head) => new(
        head.Id, head.Name, head.Model, head.Version, head.CreatedAt, WireWord.Of(head.Kind), head.Rows, head.Unlabelled, head.Rejected, head.From, head.To,
        head.Format, head.FormatRemark, [.. head.Figures.Select(EvaluatedMetricRow.Of)]);
}

/// <summary>As <see cref="MetricRow"/>, from the rows of a file.</summary>
internal sealed record EvaluatedMetricRow(
    string Name,
    string Title,
    [property: Description("Null when undefined")] double? Value,
    [property: Description("Why there is no value")] string? Reason,
    [property: Description("Rows it rests on")] long N,
    [property: Description("95 % interval, low and high; null where none is defined (GET /api/v1/metrics says why)")] double[]? Interval,
    [property: Description("As in GET /api/v1/metrics")] string Unit,
    [property: Description("higher, lower, closer_to_zero or neither")] string Better,
    [property: Description("What must be said beside the figure")] string? Remark)
{
    public static EvaluatedMetricRow Of(EvaluationFigure row) => new(
        row.Name, row.Title, row.Figure.Value, row.Figure.Undefined, row.Figure.Count, FigureAnswer.Ends(row.Figure.Interval), WireWord.Of(row.Unit),
        WireWord.Of(row.Better), row.Remark);
}

internal sealed record BaselineDocument([property: Description("Id of an evaluation of the model: a UUID; required")] string? Evaluation);

internal sealed record DegradationAnswer(
    string Model,
    [property: Description("Of the drop; a share")] double Threshold,
    DegradationVerdict Verdict,
    [property: Description("What the verdict rests on, oldest first; the last one is judged. At most 10")] IReadOnlyList<JudgedBatch> History)
{
    private const int Batches = 10;

    /// <param name="heads">Oldest first; those without accuracy are left out.</param>
    public static DegradationAnswer Of(string model, IReadOnlyList<EvaluationHead> heads)
    {
        JudgedBatch[] batches =
        [
            .. from head in heads
               let accuracy = head.FigureOf("accuracy")
               where accuracy?.Value is not null
               select new JudgedBatch(head.Id, head.CreatedAt, FigureAnswer.Of(accuracy.Value)),
        ];
        return new DegradationAnswer(
            model, ClassicRule.Threshold, DegradationVerdict.Of(ClassicRule.Judge([.. batches.Select(batch => batch.Accuracy.Value!.Value)])),
            [.. batches.TakeLast(Batches)]);
    }
}

internal sealed record DegradationVerdict(
    bool IsDegraded,
    [property: Description("Why there is no verdict; null when there is one")] string? Reason,
    [property: Description("Accuracy of the newest, 0 to 1")] double? Current,
    [property: Description("Accuracy of the previous ones; null when there are none")] double? Mean,
    [property: Description("Mean less current; above 0 is worse")] double? Drop,
    [property: Description("Evaluations in the mean")] int Previous)
{
    public static DegradationVerdict Of(ClassicVerdict verdict) =>
        new(verdict.IsDegraded, verdict.Undecided, verdict.Current, verdict.Mean, verdict.Drop, verdict.Previous);
}

internal sealed record JudgedBatch(Guid Id, DateTimeOffset CreatedAt, FigureAnswer Accuracy);

/// <summary>One metric of a model from evaluation to evaluation.</summary>
internal sealed record TrendAnswer(
    string Model,
    string Metric,
    [property: Description("Oldest first, at most 500; evaluations without the metric are left out")] IReadOnlyList<TrendRow> Points,
    [property: Description("By Theil and Sen, in the metric's unit a day")] FigureAnswer SlopePerDay)
{
    public static TrendAnswer Of(EvaluationTrend trend) => new(
        trend.Model, trend.Metric, [.. trend.Points.Select(point => new TrendRow(point.Id, point.CreatedAt, FigureAnswer.Of(point.Figure)))],
        FigureAnswer.Of(trend.SlopePerDay));
}

internal sealed record TrendRow(Guid Id, DateTimeOffset CreatedAt, FigureAnswer Figure);

/// <summary>Two evaluations metric by metric.</summary>
internal sealed record EvaluationComparisonAnswer(
    [property: Description("Id of what the second is compared with, such as the baseline")] Guid First,
    Guid Second,
    [property: Description("Those both have, in the order people read them")] IReadOnlyList<MetricDifferenceRow> Metrics)
{
    public static EvaluationComparisonAnswer Of(EvaluationComparison comparison) =>
        new(comparison.First, comparison.Second, [.. comparison.Metrics.Select(MetricDifferenceRow.Of)]);
}

internal sealed record MetricDifferenceRow(
    string Name,
    string Title,
    [property: Description("As in GET /api/v1/metrics")] string Unit,
    [property: Description("higher, lower, closer_to_zero or neither")] string Better,
    FigureAnswer First,
    FigureAnswer Second,
    [property: Description("Second less first, for different rows and one look")] FigureAnswer Difference,
    [property: Description("Of the second: undecided, better or worse; null where there is no interval or no better direction")] string? Verdict)
{
    public static MetricDifferenceRow Of(MetricDifference row) => new(
        row.First.Name, row.First.Title, WireWord.Of(row.First.Unit), WireWord.Of(row.First.Better), FigureAnswer.Of(row.First.Figure),
        FigureAnswer.Of(row.Second.Figure), FigureAnswer.Of(row.Difference), row.Verdict is { } verdict ? WireWord.Of(verdict) : null);
}

internal sealed record ColumnsAnswer(
    IReadOnlyList<string> Columns,
    [property: Description("Null, as others, when it was not recognised")] string? Prediction,
    string? GroundTruth,
    string? Score,
    [property: Description("Columns with a probability by class")] IReadOnlyList<string> ClassScores,
    string? Id,
    string? Timestamp,
    IReadOnlyList<string> Segments,
    [property: Description("Why the file would be refused as it is; null when it would not")] string? Problem);
