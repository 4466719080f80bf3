namespace Dashboard.Core.Metrics;

/// <summary>
/// Intervals from leaving out one block of consecutive pairs after the other, which keeps what neighbours have in common.
/// Blocks may differ in size (Busing, Meijer, van der Leeden, Statistics and Computing 9, 1999: delete-m_j jackknife).
/// </summary>
public static class Jackknife
{
    /// <summary>More parts than this are joined with their neighbours.</summary>
    public const int MaxBlocks = 20;

    /// <summary>Fewer blocks say too little about the spread.</summary>
    public const int MinBlocks = 5;

    /// <summary>
    /// value +- t s with t of g - 1 degrees of freedom and, for h_j = n / m_j, s^2 = mean over j of
    /// (h_j v - (h_j - 1) v_(j) - v_J)^2 / (h_j - 1), v_J = g v - sum (1 - m_j / n) v_(j); null with too few blocks or
    /// when the statistic of some part is undefined.
    /// </summary>
    /// <param name="value">Of the statistic over all blocks.</param>
    /// <param name="parts">In order of time; grouped to blocks of about one size.</param>
    public static Interval? IntervalOf(
        double value, IReadOnlyList<PairMoments> parts, Func<PairMoments, double?> statistic, double atMost)
    {
        var blocks = Group(parts);
        if (blocks.Count < MinBlocks)
        {
            return null;
        }

        var without = new (double, double)[blocks.Count];
        for (var j = 0; j < without.Length; j++)
        {
            if (statistic(MergeAllBut(blocks, j)) is not { } left || !double.IsFinite(left))
            {
                return null;
            }

            without[j] = (left, blocks[j].Count);
        }

        var reach = StudentInterval.Point(without.Length - 1) * Math.Sqrt(Variance(value, without));
        return double.IsFinite(reach) ? new Interval(value - reach, Math.Min(atMost, value + reach)) : null;
    }

    /// <summary>s^2 of <see cref="IntervalOf"/>, of parts of any size.</summary>
    /// <param name="value">Of all parts together.</param>
    /// <param name="parts">What the value is without each, and how large it is, above 0; at least 2.</param>
    public static double Variance(double value, IReadOnlyList<(double Without, double Size)> parts)
    {
        var n = parts.Sum(part => part.Size);
        var centre = (parts.Count * value) - parts.Sum(part => (1 - (part.Size / n)) * part.Without);
        return parts.Average(part =>
        {
            var h = n / part.Size;
            var distance = (h * value) - ((h - 1) * part.Without) - centre;
            return distance * distance / (h - 1);
        });
    }

    private static PairMoments MergeAllBut(List<PairMoments> blocks, int left)
    {
        var merged = new PairMoments();
        for (var i = 0; i < blocks.Count; i++)
        {
            if (i != left)
            {
                merged.Merge(blocks[i]);
            }
        }

        return merged;
    }

    /// <summary>Joins neighbours until each block has its share of the pairs: at most <see cref="MaxBlocks"/>, none empty.</summary>
    private static List<PairMoments> Group(IReadOnlyList<PairMoments> parts)
    {
        var total = parts.Sum(part => part.Count);
        var blocks = new List<PairMoments>(MaxBlocks);
        var merged = 0L;
        foreach (var part in parts.Where(part => part.Count > 0))
        {
            if (merged * MaxBlocks >= total * blocks.Count)
            {
                blocks.Add(new PairMoments());
            }

            blocks[^1].Merge(part);
            merged += part.Count;
        }

        return blocks;
    }
}
