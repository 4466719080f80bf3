namespace Dashboard.Core.Metrics;

/// <summary>Interval of an area under the ROC curve.</summary>
public static class AucInterval
{
    private const int Halvings = 60; // From a width of 1 to below the precision of a double.

    /// <summary>
    /// Newcombe's method 5 (Statistics in Medicine 25, 2006, 559): the areas t with (area - t)^2 &lt;= z^2 V(t), where
    /// V(t) = t (1 - t) (1 + (h - 1) ((1 - t) / (2 - t) + t / (1 + t))) / (P N) and h = (P + N) / 2. It holds its level with
    /// few positives and near 1, where DeLong's does not.
    /// </summary>
    /// <param name="area">0 to 1.</param>
    /// <param name="positives">At least 1, as <paramref name="negatives"/>.</param>
    public static Interval Newcombe(double area, long positives, long negatives)
    {
        var half = (positives + negatives) / 2.0;
        var pairs = (double)positives * negatives;
        return new(
            area <= 0 ? 0 : Limit(outside: 0, inside: area, t => IsInside(t, area, half, pairs)),
            area >= 1 ? 1 : Limit(outside: 1, inside: area, t => IsInside(t, area, half, pairs)));
    }

    private static bool IsInside(double t, double area, double half, double pairs)
    {
        var variance = t * (1 - t) * (1 + ((half - 1) * (((1 - t) / (2 - t)) + (t / (1 + t))))) / pairs;
        return (area - t) * (area - t) <= Proportion.Z95 * Proportion.Z95 * variance;
    }

    private static double Limit(double outside, double inside, Func<double, bool> isInside)
    {
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (outside + inside) / 2;
            (outside, inside) = isInside(middle) ? (outside, middle) : (middle, inside);
        }

        return (outside + inside) / 2;
    }
}
