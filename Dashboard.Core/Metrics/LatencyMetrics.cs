namespace Dashboard.Core.Metrics;

/// <summary>Figures of how long predictions take, in ms.</summary>
public static class LatencyMetrics
{
    internal const string NoLatencies = "no latencies in this range";

    /// <summary>
    /// Exact; its <see cref="StudentInterval"/> by the spread of the sketch, which is at least that of the latencies
    /// (<see cref="ExpSketch.SquaredDistances"/>).
    /// </summary>
    public static Figure Mean(Tally tally)
    {
        if (tally.Latency.Count is not (var count and > 0))
        {
            return Figure.None(NoLatencies);
        }

        var mean = tally.LatencyMicros / 1_000.0 / count;
        var standardError = Math.Sqrt(tally.Latency.SquaredDistances(mean) / Math.Max(1, count - 1) / count);
        return Figure.Of(mean, count, StudentInterval.Around(mean, standardError, count, atLeast: 0));
    }

    /// <param name="q">0 to 1.</param>
    public static Figure Quantile(ExpSketch latencies, double q) => latencies.QuantileFigure(q, NoLatencies);

    /// <summary>Share of predictions slower than a limit raised to the next edge of the sketch (<see cref="ExpSketch.EdgeAbove"/>).</summary>
    /// <param name="limitMs">At least 0.</param>
    public static Figure SlowShare(ExpSketch latencies, double limitMs) =>
        Proportion.Of(latencies.CountAbove(limitMs), latencies.Count, NoLatencies);
}
