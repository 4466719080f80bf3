namespace Dashboard.Core.Metrics;

/// <summary>A threshold with what it would have done to the labelled predictions.</summary>
/// <param name="Threshold">"Positive from this score on"; null for "never positive".</param>
public readonly record struct ThresholdChoice(double? Threshold, ThresholdCounts Counts);
