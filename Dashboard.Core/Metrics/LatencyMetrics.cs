namespace Dashboard.Core.Metrics;

/// <summary>Figures of how long predictions take, in ms.</summary>
public static class LatencyMetrics
{
    private const string NoLatencies = "no latencies in this range";

    /// <summary>Exact.</summary>
    public static Figure Mean(Tally tally) => tally.Latency.Count is var count and > 0
        ? Figure.Of(tally.LatencyMicros / 1_000.0 / count, count)
        : Figure.None(NoLatencies);

    /// <param name="q">0 to 1.</param>
    public static Figure Quantile(ExpSketch latencies, double q) => latencies.QuantileFigure(q, NoLatencies);

    /// <summary>Share of predictions slower than a limit raised to the next edge of the sketch (<see cref="ExpSketch.EdgeAbove"/>).</summary>
    /// <param name="limitMs">At least 0.</param>
    public static Figure SlowShare(ExpSketch latencies, double limitMs) =>
        Proportion.Of(latencies.CountAbove(limitMs), latencies.Count, NoLatencies);
}
