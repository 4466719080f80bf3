using Dashboard.Core.Metrics;

namespace Dashboard.Core.Comparison;

/// <summary>So many of so many: right of labelled, for accuracy.</summary>
public readonly record struct Share(long Hits, long Count)
{
    internal const string OneSided = "one side has no labelled predictions";

    public double Value => (double)Hits / Count;

    /// <summary>
    /// Second share minus first, with Newcombe's hybrid 95 % interval (R. G. Newcombe, Statistics in Medicine 17, 1998,
    /// method 10): from the Wilson limits l, u of each, d - sqrt((p2 - l2)^2 + (u1 - p1)^2) to d + sqrt((u2 - p2)^2 + (p1 - l1)^2).
    /// For one look at a fixed time; repeated looks need a confidence sequence.
    /// </summary>
    public static Figure Difference(Share first, Share second)
    {
        var count = first.Count + second.Count;
        return first.Count == 0 || second.Count == 0
            ? Figure.None(OneSided, count)
            : FigureDifference.Of(Proportion.Of(first.Hits, first.Count, ""), Proportion.Of(second.Hits, second.Count, ""));
    }

    internal double SquaredError => Proportion.SquaredError(Hits, Count);

    public static Share operator +(Share left, Share right) => new(left.Hits + right.Hits, left.Count + right.Count);

    /// <summary>The friendly name of +.</summary>
    public static Share Add(Share left, Share right) => left + right;
}
