using Dashboard.Core.Metrics;

namespace Dashboard.Core.Windowing;

/// <summary>Traffic, errors and latencies of a window in columns of equal length, side by side, and the requests an availability is judged by.</summary>
/// <param name="Columns">At most <see cref="MaxColumns"/>, in order of time.</param>
/// <param name="Total">Of the window.</param>
/// <param name="Trailing">Requests of the spans of <see cref="BurnRateRule.Standard"/> that end with the window.</param>
public sealed record TrafficOverTime(
    TimeSpan Step, IReadOnlyList<TrafficColumn> Columns, LatencyHeat Latencies, TrafficCounts Total, IReadOnlyDictionary<TimeSpan, RequestCounts> Trailing)
{
    /// <summary>Ranges over 20 months of weekly columns have more.</summary>
    public const int MaxColumns = 75;

    /// <summary>Over the part of the window that has passed.</summary>
    public required Figure Throughput { get; init; }

    public ServiceLevel Against(double target) => ServiceLevel.Of(Total.Requests, span => Trailing[span], target);
}

/// <param name="Answered">Predictions with an outcome.</param>
public readonly record struct TrafficCounts(long Predictions, long Failed, long Answered)
{
    public RequestCounts Requests => new(Failed, Predictions);

    /// <summary>Failed without an outcome.</summary>
    public long Unanswered => Predictions - Answered;

    /// <summary>Reported as failed, with an outcome all the same.</summary>
    public long FailedWithAnswer => Failed - Unanswered;

    public Figure ErrorRate => TrafficMetrics.ErrorRate(Requests);

    internal TrafficCounts With(Tally tally) => new(Predictions + tally.Predictions, Failed + tally.Failed, Answered + tally.Answered);
}

/// <summary>One stretch of time, <paramref name="From"/> inclusive.</summary>
/// <param name="Throughput">Undefined for a stretch that has hardly begun.</param>
/// <param name="P50">Milliseconds, as the other percentiles.</param>
public sealed record TrafficColumn(DateTimeOffset From, DateTimeOffset To, TrafficCounts Counts, Figure Throughput, Figure P50, Figure P95, Figure P99)
{
    public DateTimeOffset Middle => From + ((To - From) / 2);
}
