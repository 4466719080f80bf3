namespace Dashboard.Core.Metrics;

/// <summary>What a figure is measured in.</summary>
public enum MetricUnit
{
    /// <summary>A plain number.</summary>
    None,

    /// <summary>A part of a whole, 1 being all of it; written as percent.</summary>
    Share,

    Milliseconds,

    Seconds,

    PerSecond,

    /// <summary>The unit of the model's own outcome.</summary>
    Outcome,

    /// <summary>That unit squared.</summary>
    OutcomeSquared,
}
