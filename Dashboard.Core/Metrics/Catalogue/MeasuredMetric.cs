namespace Dashboard.Core.Metrics.Catalogue;

/// <summary>A metric of the catalogue with what it came to.</summary>
/// <param name="Remark">What must be said beside the figure; null when nothing.</param>
public readonly record struct MeasuredMetric(Metric Metric, Figure Figure, string? Remark);
