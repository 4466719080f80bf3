namespace Dashboard.Core.Metrics;

/// <summary>
/// 95 % interval of a binned calibration error sum w_b |rate_b - mean score_b|, w_b = n_b / n, for the scores and bins as they
/// are: by chance the labels move each rate by e_b. The error measured from n labels is biased upwards (Kumar, Liang, Ma,
/// Verified Uncertainty Calibration, NeurIPS 2019), so the two ends differ. By the triangle inequality it is above the true one
/// by at most sum w_b |e_b|; as a convex function it is below it by at most a sum w_b (+-e_b), whose signs are fixed. Neither
/// depends on how wrong the scores are: each end is passed with a chance of at most 2.5 % where the e_b are normal (3.5 % measured at n = 300).
/// Of scores that promise what comes, the low end is 0 as often.
/// </summary>
internal static class CalibrationInterval
{
    /// <summary>Mean, variance and third and fourth cumulant of |Z|, Z standard normal (half-normal distribution).</summary>
    private const double Mean = 0.797884560802865, Variance = 0.363380227632418, Third = 0.218013614144990, Fourth = 0.114770682054219;

    public static Interval Around(double error, ReadOnlySpan<ReliabilityBin> bins, long count)
    {
        double mean = 0, squares = 0, third = 0, fourth = 0;
        foreach (var bin in bins)
        {
            if (bin.Count > 0)
            {
                var weight = (double)bin.Count / count;
                var square = weight * weight * Proportion.SquaredError(bin.Positives, bin.Count);
                var root = Math.Sqrt(square);
                mean += root;
                squares += square;
                third += square * root;
                fourth += square * square;
            }
        }

        var spread = Math.Sqrt(Variance * squares);
        var skewness = Third * third / (spread * spread * spread);
        var excess = Fourth * fourth / (spread * spread * spread * spread);
        return new(
            Math.Max(0, error - (Mean * mean) - (spread * Point(skewness, excess))),
            Math.Min(1, error + (Proportion.Z95 * Math.Sqrt(squares))));
    }

    /// <summary>
    /// The 97.5 % point of a distribution with mean 0 and variance 1 from its skewness and excess kurtosis (Cornish, Fisher 1938;
    /// Abramowitz, Stegun, Handbook of Mathematical Functions, 26.2.49). Of a single |Z| it is 2 % low, of a sum of many nearer.
    /// </summary>
    private static double Point(double skewness, double excess)
    {
        const double z = Proportion.Z95;
        return z + (((z * z) - 1) * skewness / 6) + (((z * z) - 3) * z * excess / 24) - (((2 * z * z) - 5) * z * skewness * skewness / 36);
    }
}
