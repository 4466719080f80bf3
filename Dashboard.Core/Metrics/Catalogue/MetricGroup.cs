namespace Dashboard.Core.Metrics.Catalogue;

/// <summary>Metrics that answer one question, in the order in which people ask.</summary>
public enum MetricGroup
{
    /// <summary>How often is the answer right?</summary>
    Answers,

    /// <summary>How well is the positive label told from the others?</summary>
    PositiveLabel,

    /// <summary>Do higher scores mean more positives?</summary>
    Ranking,

    /// <summary>Are scores probabilities?</summary>
    Calibration,

    /// <summary>How far off are predicted numbers?</summary>
    Error,

    /// <summary>Too high or too low?</summary>
    Direction,

    /// <summary>How far off, measured by the size of the truth?</summary>
    RelativeError,

    /// <summary>How much of the truth's variation is explained?</summary>
    Explained,

    /// <summary>How much of the ground truth is known?</summary>
    Labels,

    Traffic,

    Latency,
}
