namespace Dashboard.Core.Metrics;

/// <summary>One row of the table by class.</summary>
/// <param name="Code">Label code, or <see cref="ConfusionCounts.OtherCode"/>.</param>
/// <param name="Support">How often the class is the ground truth.</param>
public readonly record struct ClassFigures(int Code, long Support, Figure Precision, Figure Recall, Figure F1);
