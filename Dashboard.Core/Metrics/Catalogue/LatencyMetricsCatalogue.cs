namespace Dashboard.Core.Metrics.Catalogue;

internal static class LatencyMetricsCatalogue
{
    private const string WithoutLatencies = "when no prediction tells its latency";

    public static IReadOnlyList<Metric> All { get; } =
    [
        new("latency_mean", "Mean latency")
        {
            Family = MetricFamily.Latency, Unit = MetricUnit.Milliseconds, Better = Better.Lower,
            Formula = "sum of latencies / predictions with a latency",
            Source = "numpy.mean", Undefined = WithoutLatencies, IntervalMethod = "Student: mean +- t sd / sqrt(n), sd divided by n - 1 and from the sketch at most 1.1 % of a latency too large; "
                + "with a long tail the percentiles tell more",
            Compute = input => input.Latencies is { } exact ? exact.Mean : LatencyMetrics.Mean(input.Tally),
        },
        Percentile("latency_p50", "Median latency", 0.5),
        Percentile("latency_p75", "75 % latency", 0.75),
        Percentile("latency_p90", "90 % latency", 0.9),
        Percentile("latency_p95", "95 % latency", 0.95),
        Percentile("latency_p99", "99 % latency", 0.99),
        Percentile("latency_p999", "99.9 % latency", 0.999),
        Percentile("latency_p9999", "99.99 % latency", 0.9999),
        new("slow_share", "Share of slow predictions")
        {
            Family = MetricFamily.Latency, Unit = MetricUnit.Share, Better = Better.Lower,
            Formula = "predictions slower than the limit / predictions with a latency",
            Source = "Google, The Site Reliability Workbook, ch. 2", Undefined = WithoutLatencies, IntervalMethod = "Wilson",
            Compute = input => input.Latencies is { } exact
                ? exact.SlowShare(input.Parameters.LatencyLimitMs)
                : LatencyMetrics.SlowShare(input.Tally.Latency, input.Parameters.LatencyLimitMs),
            Remark = input => input.Latencies is not null
                ? null
                : $"counted above {NumberText.Milliseconds(input.Tally.Latency.EdgeAbove(input.Parameters.LatencyLimitMs))}, the next edge of the sketch",
        },
    ];

    private static Metric Percentile(string name, string title, double q) => new(name, title)
    {
        Family = MetricFamily.Latency, Unit = MetricUnit.Milliseconds, Better = Better.Lower,
        Formula = FormattableString.Invariant($"value of rank floor({q} (n - 1)) from below, within 0.542 %; exact from rows"),
        Source = FormattableString.Invariant($"numpy.quantile(x, {q}), of the sketch with method='lower'"), Undefined = WithoutLatencies,
        IntervalMethod = "order statistics, ranks n q +- 1.96 sqrt(n q (1 - q)), widened by the sketch's error",
        Compute = input => input.Latencies is { } exact ? exact.Quantile(q) : LatencyMetrics.Quantile(input.Tally.Latency, q),
    };
}
