namespace Dashboard.Components.Charts;

/// <summary>The charts there are.</summary>
public enum ChartFigure
{
    /// <summary>Percent over time, with interval.</summary>
    Accuracy,

    /// <summary>Mean absolute error over time, with interval.</summary>
    AbsoluteError,

    /// <summary>Histogram of latencies.</summary>
    Latency,
}
