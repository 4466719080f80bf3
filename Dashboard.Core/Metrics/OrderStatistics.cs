namespace Dashboard.Core.Metrics;

/// <summary>Which of n sorted values (0 to n - 1) a quantile and its interval are.</summary>
internal static class OrderStatistics
{
    /// <summary>floor(q (n - 1)): numpy's method "lower".</summary>
    /// <param name="n">At least 1.</param>
    public static long LowerRank(long n, double q) => (long)Math.Floor(q * (n - 1));

    /// <summary>
    /// Ranks of a 95 % interval of a quantile whatever the distribution: n q +- z sqrt(n q (1 - q)) (H. A. David, Order
    /// Statistics, 7.1). With few values both ranks can lie on one side of the quantile itself: they always hold it.
    /// </summary>
    public static (long Low, long High) Ranks(long n, double q)
    {
        var reach = Proportion.Z95 * Math.Sqrt(n * q * (1 - q));
        var rank = LowerRank(n, q);
        return (
            Math.Min(rank, (long)Math.Clamp(Math.Floor((n * q) - reach), 0, n - 1)),
            Math.Max(rank, (long)Math.Clamp(Math.Ceiling((n * q) + reach), 0, n - 1)));
    }

    /// <summary>The quantile between two neighbours of a sorted array, as numpy's method "linear".</summary>
    /// <param name="sorted">At least one value.</param>
    public static double Between(ReadOnlySpan<double> sorted, double q)
    {
        var position = q * (sorted.Length - 1);
        var low = (int)Math.Floor(position);
        var high = Math.Min(low + 1, sorted.Length - 1);
        return sorted[low] + ((position - low) * (sorted[high] - sorted[low]));
    }

    /// <summary>The quantile of a sorted array with the interval of its <see cref="Ranks"/>.</summary>
    public static Figure FigureOf(ReadOnlySpan<double> sorted, double q, string whenEmpty)
    {
        if (sorted.IsEmpty)
        {
            return Figure.None(whenEmpty);
        }

        var value = Between(sorted, q);
        var (low, high) = Ranks(sorted.Length, q);
        return Figure.Of(value, sorted.Length, new Interval(Math.Min(value, sorted[(int)low]), Math.Max(value, sorted[(int)high])));
    }
}
