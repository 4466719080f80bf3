using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Windowing;

/// <summary>
/// The labels that came last, and how well they stand for the predictions of their time: those whose labels are quick are
/// among them first.
/// </summary>
/// <param name="Size">Labels asked for.</param>
/// <param name="Quality">Accuracy (0 to 1) or mean absolute error of the newest <paramref name="Size"/>; while fewer have come, of those.</param>
/// <param name="DelayP50Seconds">From prediction to first ground truth, of these labels alone: exact.</param>
/// <param name="Span">Null when there are no labels.</param>
public sealed record CountWindow(int Size, Figure Quality, Figure DelayP50Seconds, Figure DelayP95Seconds, CountWindowSpan? Span);

/// <summary>All predictions made in the stretch of time that the labels of a count window belong to.</summary>
/// <param name="From">Start of the bucket of the oldest prediction.</param>
/// <param name="To">End of the bucket of the newest prediction.</param>
/// <param name="Labels">Of every prediction of the span: its coverage tells how many others have no label yet.</param>
/// <param name="Bounds">Accuracy of the span if all missing labels were wrong, or all right; null for regression.</param>
public sealed record CountWindowSpan(DateTimeOffset From, DateTimeOffset To, LabelFigures Labels, Interval? Bounds);

/// <summary>The windows by number of labels of one key, of one instant.</summary>
/// <param name="Model">Null when there is no such model.</param>
/// <param name="Windows">By the number of their labels, ascending.</param>
/// <param name="Figures">As snapshots have them; also of the last latencies.</param>
public sealed record CountWindowReading(SnapshotKey Key, Model? Model, DateTimeOffset AsOf, IReadOnlyList<CountWindow> Windows, CountWindowFigures Figures);
