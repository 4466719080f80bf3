using MathNet.Numerics.Distributions;

namespace Dashboard.Core.Metrics;

/// <summary>
/// 95 % intervals of means whose spread is estimated from the same n values: mean +- t sd / sqrt(n), sd divided by n - 1, t of
/// Student's distribution with n - 1 degrees of freedom (W. S. Gosset, Biometrika 6, 1908). Exact for normal values, by the
/// central limit theorem for others; for many values t is 1.96.
/// </summary>
internal static class StudentInterval
{
    private const int Tabled = 30;

    private static readonly double[] Points = [.. Enumerable.Range(1, Tabled).Select(freedom => StudentT.InvCDF(0, 1, freedom, 0.975))];

    /// <summary>
    /// The 97.5 % point. Beyond the table by the expansion in 1 / freedom (Abramowitz, Stegun, Handbook of Mathematical Functions,
    /// 26.7.5) to the third term: within 2e-6.
    /// </summary>
    /// <param name="freedom">At least 1.</param>
    public static double Point(long freedom)
    {
        if (freedom <= Tabled)
        {
            return Points[freedom - 1];
        }

        const double z = Proportion.Z95, z2 = z * z;
        const double first = z * (z2 + 1) / 4;
        const double second = z * ((((5 * z2) + 16) * z2) + 3) / 96;
        const double third = z * ((((((3 * z2) + 19) * z2) + 17) * z2) - 15) / 384;
        return z + ((first + ((second + (third / freedom)) / freedom)) / freedom);
    }

    /// <summary>Null for a single value, whose spread is unknown.</summary>
    /// <param name="standardError">Of the mean, from a variance divided by n - 1.</param>
    /// <param name="count">Values the mean is of.</param>
    /// <param name="atLeast">No mean of such values is below it.</param>
    public static Interval? Around(double mean, double standardError, long count, double atLeast = double.NegativeInfinity)
    {
        if (count < 2)
        {
            return null;
        }

        var reach = Point(count - 1) * standardError;
        return double.IsFinite(reach) ? new Interval(Math.Max(atLeast, mean - reach), mean + reach) : null;
    }
}
