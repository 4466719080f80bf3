namespace Dashboard.Core.Metrics;

/// <summary>Labelled predictions, those of them that were right, and labels that were changed.</summary>
public readonly record struct LabelCounts(long Labelled, long Correct, long Corrections);
