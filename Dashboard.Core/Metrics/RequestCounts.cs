namespace Dashboard.Core.Metrics;

/// <summary>Requests of some span of time.</summary>
/// <param name="Bad">Failed.</param>
/// <param name="Valid">All that count: good and bad.</param>
public readonly record struct RequestCounts(long Bad, long Valid);
