using System.ComponentModel;
using Dashboard.Core.Evaluations;

namespace Dashboard.Endpoints.Answers;

/// <summary>A whole evaluation.</summary>
internal sealed record EvaluationAnswer(
    EvaluationRow Head,
    [property: Description("The first of them, by line")] IReadOnlyList<RejectedRow> RejectedRows,
    [property: Description("Plain sentences about what was decided or left out")] IReadOnlyList<string> Notices,
    [property: Description("Milliseconds from the first byte to the result")] double DurationMs,
    [property: Description("What precision, recall and scores are about; null when nothing was chosen")] string? PositiveLabel,
    [property: Description("The most frequent first; at most 200")] IReadOnlyList<EvaluatedClassRow> Classes,
    [property: Description("The 50 most frequent labels; (other) last when there are more. Null for regressions")] EvaluatedMatrix? Matrix,
    [property: Description("Null without scores")] EvaluatedCurvesAnswer? Curves,
    [property: Description("At most 100 values of each dimension, the most frequent first")] IReadOnlyList<EvaluatedSegmentRow> Segments)
{
    public static EvaluationAnswer Of(Evaluation evaluation) => new(
        EvaluationRow.Of(evaluation.Head), evaluation.RejectedRows, evaluation.Notices, evaluation.DurationMs, evaluation.PositiveLabel,
        [.. evaluation.Classes.Select(EvaluatedClassRow.Of)], evaluation.Matrix, evaluation.Curves is { } curves ? EvaluatedCurvesAnswer.Of(curves) : null,
        [.. evaluation.Segments.Select(EvaluatedSegmentRow.Of)]);
}

/// <summary>As <see cref="ClassRow"/>, from the rows of a file.</summary>
internal sealed record EvaluatedClassRow(
    string Label,
    [property: Description("How often it is the ground truth")] long Support,
    FigureAnswer Precision,
    FigureAnswer Recall,
    FigureAnswer F1,
    [property: Description("Against all other classes; null without scores by class")] double? RocAuc)
{
    public static EvaluatedClassRow Of(EvaluatedClass row) => new(
        row.Label, row.Support, FigureAnswer.Of(row.Precision), FigureAnswer.Of(row.Recall), FigureAnswer.Of(row.F1), row.RocAuc);
}

/// <summary>In the rows of <see cref="CurvesAnswer"/>; empty where undefined.</summary>
internal sealed record EvaluatedCurvesAnswer(
    [property: Description("At most 500 points from (0, 0) to (1, 1)")] IReadOnlyList<RocRow> Roc,
    [property: Description("At most 500 points by falling threshold")] IReadOnlyList<PrecisionRecallRow> PrecisionRecall,
    [property: Description("Ten equally wide bins; bins without labels are left out")] IReadOnlyList<ReliabilityRow> Reliability)
{
    public static EvaluatedCurvesAnswer Of(EvaluatedCurves curves) =>
        new(RocRow.Of(curves.Roc), PrecisionRecallRow.Of(curves.PrecisionRecall), [.. curves.Reliability.Select(ReliabilityRow.Of)]);
}

/// <summary>The metrics of the rows with one value of a segment.</summary>
internal sealed record EvaluatedSegmentRow(string Dimension, string Value, long Rows, IReadOnlyList<EvaluatedMetricRow> Metrics)
{
    public static EvaluatedSegmentRow Of(EvaluatedSegment segment) =>
        new(segment.Segment, segment.Value, segment.Rows, [.. segment.Figures.Select(EvaluatedMetricRow.Of)]);
}
