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

    /// <summary>Latency percentiles over time, on a logarithmic axis.</summary>
    Percentiles,

    /// <summary>Predictions per second over time.</summary>
    Throughput,

    /// <summary>Percent of failed predictions over time, with interval.</summary>
    ErrorRate,

    /// <summary>Percent of right answers of two versions over time, each with interval.</summary>
    TwoAccuracies,

    /// <summary>Mean absolute errors of two versions over time, each with interval.</summary>
    TwoErrors,
}
