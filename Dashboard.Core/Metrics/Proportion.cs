namespace Dashboard.Core.Metrics;

/// <summary>Shares k of n with their interval.</summary>
public static class Proportion
{
    /// <summary>The 97.5 % point of the normal distribution: two-sided 95 %.</summary>
    public const double Z95 = 1.959963984540054;

    /// <summary>k of n with its Wilson interval; undefined, with the given reason, when n is 0.</summary>
    public static Figure Of(long k, long n, string whenEmpty) =>
        n == 0 ? Figure.None(whenEmpty) : new Figure((double)k / n, n, Wilson(k, n));

    /// <summary>Squared standard error of k of n, p (1 - p) / n at p = (k + 1/2) / (n + 1): 0 of n and n of n are not certain.</summary>
    /// <param name="n">At least 1.</param>
    public static double SquaredError(long k, long n)
    {
        var smoothed = (k + 0.5) / (n + 1.0);
        return smoothed * (1 - smoothed) / n;
    }

    /// <summary>
    /// Wilson's score interval (E. B. Wilson, JASA 22, 1927), with p = k / n:
    /// (p + z^2/2n +- z sqrt(p (1 - p)/n + z^2/4n^2)) / (1 + z^2/n). It stays inside 0 to 1 and holds its level for
    /// shares near 0 and 1, where the textbook interval does not.
    /// </summary>
    /// <param name="n">At least 1.</param>
    public static Interval Wilson(long k, long n) => Wilson((double)k / n, n);

    /// <param name="p">The share, 0 to 1.</param>
    /// <param name="n">Above 0; need not be whole when it is the effective size of a weighted sample.</param>
    public static Interval Wilson(double p, double n)
    {
        var z2 = Z95 * Z95;
        var centre = p + (z2 / (2 * n));
        var reach = Z95 * Math.Sqrt((p * (1 - p) / n) + (z2 / (4.0 * n * n)));
        var scale = 1 + (z2 / n);
        return new Interval(Math.Clamp((centre - reach) / scale, 0, p), Math.Clamp((centre + reach) / scale, p, 1)); // Against rounding at 0 and 1.
    }
}
