namespace Dashboard.Core.Metrics;

/// <summary>A figure read from bins of scores, with the proven limits of what the rows themselves would give.</summary>
/// <param name="Exact">The figure of the unbinned scores lies inside, whatever their order within the bins; null when undefined.</param>
public readonly record struct BinnedFigure(Figure Figure, Interval? Exact)
{
    public static BinnedFigure None(string reason, long count) => new(Figure.None(reason, count), null);
}
