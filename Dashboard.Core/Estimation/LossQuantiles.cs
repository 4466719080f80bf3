namespace Dashboard.Core.Estimation;

/// <summary>The tree without features: quantile bins of the prediction, as a balanced tree over their edges.</summary>
internal static class LossQuantiles
{
    public static LossNode Build(IReadOnlyList<LossRow> rows, List<LossLeaf> leaves)
    {
        var sorted = rows.OrderBy(row => row.Prediction).ToArray();
        var ends = new SortedSet<int>(); // Rows below each edge; at most one per bin.
        for (var bin = 1; bin < LossTree.QuantileBins && sorted.Length > 0; bin++)
        {
            var end = (int)((long)sorted.Length * bin / LossTree.QuantileBins);
            while (end > 0 && end < sorted.Length && sorted[end].Prediction == sorted[end - 1].Prediction)
            {
                end++; // Equal predictions share a bin.
            }

            if (end > 0 && end < sorted.Length)
            {
                ends.Add(end);
            }
        }

        return Build(sorted, [0, .. ends, sorted.Length], leaves);
    }

    /// <param name="bounds">Where the bins begin, and where the last ends.</param>
    private static LossNode Build(LossRow[] sorted, ReadOnlySpan<int> bounds, List<LossLeaf> leaves)
    {
        if (bounds.Length == 2)
        {
            return LossLeaf.Append(leaves, sorted[bounds[0]..bounds[1]].Select(row => row.AbsoluteError));
        }

        var middle = bounds.Length / 2;
        var left = Build(sorted, bounds[..(middle + 1)], leaves);
        var right = Build(sorted, bounds[middle..], leaves);
        return new LossSplit(0, sorted[bounds[middle] - 1].Prediction, false, left, right);
    }
}
