namespace Dashboard.Core.Metrics;

/// <summary>A prediction's score with its bin, computed once for all cells that take it.</summary>
/// <param name="Value">NaN when it had none.</param>
/// <param name="Bin">At <see cref="ScoreCube.DefaultScale"/>.</param>
public readonly record struct BinnedScore(double Value, int Bin)
{
    public static readonly BinnedScore None = new(double.NaN, 0);

    public bool IsKnown => !double.IsNaN(Value);

    public static BinnedScore Of(double score) => double.IsNaN(score) ? None : new(score, ScoreBin.Of(score, ScoreCube.DefaultScale));
}
