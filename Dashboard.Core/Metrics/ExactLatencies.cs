namespace Dashboard.Core.Metrics;

/// <summary>The latencies of some rows in ms, without a sketch: numpy's mean and quantiles (method "linear").</summary>
public sealed class ExactLatencies
{
    private readonly double[] _sorted;

    /// <param name="milliseconds">In any order; copied.</param>
    public ExactLatencies(ReadOnlySpan<double> milliseconds)
    {
        _sorted = milliseconds.ToArray();
        Array.Sort(_sorted);
    }

    public Figure Mean => Moments.Of(_sorted).ToMeanLossFigure(LatencyMetrics.NoLatencies);

    /// <param name="q">0 to 1.</param>
    public Figure Quantile(double q) => OrderStatistics.FigureOf(_sorted, q, LatencyMetrics.NoLatencies);

    /// <summary>Share of predictions slower than the limit itself.</summary>
    public Figure SlowShare(double limitMs) => Proportion.Of(_sorted.Count(latency => latency > limitMs), _sorted.Length, LatencyMetrics.NoLatencies);
}
