namespace Dashboard.Core.Comparison;

/// <summary>Many tests at once: of those taken, the expected share that is false stays bounded.</summary>
public static class FalseDiscoveries
{
    /// <summary>
    /// Adjusted p values in the order given (Benjamini and Hochberg, JRSS B 57, 1995): the smallest over larger ranks j of
    /// m p_(j) / j. Taking those up to q keeps the false discovery rate at q.
    /// </summary>
    public static double[] Adjust(IReadOnlyList<double> pValues)
    {
        var adjusted = new double[pValues.Count];
        var smallest = 1.0;
        var rank = pValues.Count;
        foreach (var i in Enumerable.Range(0, pValues.Count).OrderByDescending(i => pValues[i]))
        {
            smallest = Math.Min(smallest, pValues.Count * pValues[i] / rank--);
            adjusted[i] = smallest;
        }

        return adjusted;
    }
}
