using System.Text.Json.Serialization;
using Dashboard.Core.Metrics;
using Dashboard.Core.Metrics.Catalogue;

namespace Dashboard.Core.Evaluations;

/// <summary>What every list shows of an evaluation.</summary>
/// <param name="Id">UUIDv7: later ones sort behind earlier ones.</param>
/// <param name="Version">Null when the file has several, or none was named.</param>
/// <param name="Rows">Rows the figures are computed from.</param>
/// <param name="Unlabelled">Right rows without ground truth.</param>
/// <param name="Rejected">Rows left out.</param>
/// <param name="From">Of the rows' timestamps; null without such a column.</param>
/// <param name="Figures">All metrics that apply, in the order people read them.</param>
public sealed record EvaluationHead(
    Guid Id,
    string Name,
    string Model,
    string? Version,
    DateTimeOffset CreatedAt,
    EvaluationKind Kind,
    long Rows,
    long Unlabelled,
    long Rejected,
    DateTimeOffset? From,
    DateTimeOffset? To,
    IReadOnlyList<EvaluationFigure> Figures)
{
    /// <summary>
    /// Of the figures computed now. 1: none was written. 2: of two classes with probabilities, the score is that of the positive one
    /// (Brier scores were twice as large); means have Student's interval, calibration errors have one.
    /// </summary>
    public const int CurrentFormat = 2;

    /// <summary>Which computation the figures are of: below <see cref="CurrentFormat"/> the same file gives others now.</summary>
    public int Format { get; init; } = 1;

    /// <summary>What must be said beside figures of an older computation; null for the present one.</summary>
    public string? FormatRemark => Format < CurrentFormat ? "computed by an earlier version; evaluate the file again to compare it" : null;

    /// <summary>Null when this evaluation does not have the metric.</summary>
    public Figure? FigureOf(string metric) => Figures.FirstOrDefault(figure => figure.Name == metric)?.Figure;

    /// <summary>Null also when the metric is undefined.</summary>
    public double? ValueOf(string metric) => FigureOf(metric)?.Value;
}

/// <summary>One metric of an evaluation.</summary>
/// <param name="Name">Of the catalogue of metrics.</param>
/// <param name="Remark">What must be said beside it; null when nothing.</param>
public sealed record EvaluationFigure(
    string Name,
    string Title,
    [property: JsonConverter(typeof(EnumWords<MetricUnit>))] MetricUnit Unit,
    [property: JsonConverter(typeof(EnumWords<Better>))] Better Better,
    Figure Figure,
    string? Remark = null);

/// <summary>A whole evaluation.</summary>
/// <param name="RejectedRows">The first of them, by line.</param>
/// <param name="Notices">Plain sentences about what was decided or left out.</param>
/// <param name="DurationMs">From the first byte to the result.</param>
/// <param name="PositiveLabel">What precision, recall and scores are about; null when nothing was chosen.</param>
/// <param name="Classes">By class, the most frequent first; at most 200.</param>
/// <param name="Matrix">Null for regressions.</param>
public sealed record Evaluation(
    EvaluationHead Head,
    IReadOnlyList<RejectedRow> RejectedRows,
    IReadOnlyList<string> Notices,
    double DurationMs,
    string? PositiveLabel,
    IReadOnlyList<EvaluatedClass> Classes,
    EvaluatedMatrix? Matrix,
    EvaluatedCurves? Curves,
    IReadOnlyList<EvaluatedSegment> Segments);

/// <param name="RocAuc">Against all other classes; null without scores by class.</param>
public sealed record EvaluatedClass(string Label, long Support, Figure Precision, Figure Recall, Figure F1, double? RocAuc);

/// <summary>Counts by ground truth (row) and prediction (column).</summary>
/// <param name="Labels">At most 50, the most frequent, in ordinal order; then <c>(other)</c> when there are more.</param>
public sealed record EvaluatedMatrix(IReadOnlyList<string> Labels, IReadOnlyList<IReadOnlyList<long>> Counts);

/// <summary>At most 500 points each; empty where undefined.</summary>
/// <param name="Roc">False positive rate and true positive rate.</param>
/// <param name="PrecisionRecall">Recall and precision.</param>
/// <param name="Reliability">Mean score and share of positives (or of right answers) in ten equally wide bins.</param>
public sealed record EvaluatedCurves(
    IReadOnlyList<CurvePoint> Roc, IReadOnlyList<CurvePoint> PrecisionRecall, IReadOnlyList<ReliabilityPoint> Reliability);

/// <summary>The figures of the rows with one value of a segment.</summary>
public sealed record EvaluatedSegment(string Segment, string Value, long Rows, IReadOnlyList<EvaluationFigure> Figures);
