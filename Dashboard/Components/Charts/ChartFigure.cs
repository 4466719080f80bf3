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

    /// <summary>A metric of two versions over time, each with interval.</summary>
    TwoVersions,

    /// <summary>Any metric over time, with interval.</summary>
    Metric,

    /// <summary>True positive rate over false positive rate, with a mark. This one and those below do not follow the ticks.</summary>
    Roc,

    /// <summary>Precision over recall, with a mark.</summary>
    PrecisionRecall,

    /// <summary>Share of positives over mean score, with intervals.</summary>
    Reliability,

    /// <summary>Histogram of errors.</summary>
    Errors,

    /// <summary>Prediction over ground truth.</summary>
    PredictedTrue,
}
