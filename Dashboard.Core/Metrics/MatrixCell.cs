namespace Dashboard.Core.Metrics;

/// <summary>One cell of a <see cref="ConfusionTable"/>.</summary>
/// <param name="Row">Position of the ground truth among the classes.</param>
/// <param name="Column">Position of the prediction.</param>
/// <param name="IsRight">False on the diagonal too where two folded labels differ.</param>
internal readonly record struct MatrixCell(int Row, int Column, bool IsRight, long Count);
