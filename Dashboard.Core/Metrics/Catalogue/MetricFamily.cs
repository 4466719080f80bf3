namespace Dashboard.Core.Metrics.Catalogue;

/// <summary>Metrics computed from the same counts.</summary>
public enum MetricFamily
{
    /// <summary>Of requests; for every model.</summary>
    Traffic,

    /// <summary>For every model.</summary>
    Latency,

    /// <summary>How much ground truth is known; for every model.</summary>
    Labels,

    /// <summary>Of the confusion matrix, one class against all others; for classification.</summary>
    PositiveClass,

    /// <summary>Of the confusion matrix, all classes; for classification.</summary>
    AllClasses,

    /// <summary>Of the scores; for classification.</summary>
    Scores,

    /// <summary>Of a score for every class, from raw rows alone; for classification.</summary>
    ClassScores,

    /// <summary>For models that predict numbers.</summary>
    Regression,
}
