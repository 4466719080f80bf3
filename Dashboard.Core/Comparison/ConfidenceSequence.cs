using Dashboard.Core.Metrics;

namespace Dashboard.Core.Comparison;

/// <summary>
/// Inference that stays valid however often one looks, for an estimate d with squared standard error V that shrinks as data
/// come: the mixture sequential probability ratio test with a normal mixture of spread tau (Robbins 1970; Johari, Koomen,
/// Pekelis, Walsh, Operations Research 70, 2022). Asymptotic in the sample size, hence the start guards of its users.
/// </summary>
internal static class ConfidenceSequence
{
    /// <summary>The chance of ever being wrong: 5 %.</summary>
    public const double Alpha = 0.05;

    /// <summary>Labelled predictions of each side (or pairs) before the first verdict.</summary>
    public const long LeastOfEach = 100;

    /// <summary>Spread of the differences of shares to expect: the test is sharpest near it.</summary>
    public const double Tau = 0.02;

    /// <summary>Beyond these many more observations, "more" is not an answer.</summary>
    private const long MostMore = 100_000_000;

    /// <summary>ln of the mixture likelihood ratio against "no difference": ln(V / (V + t2)) / 2 + t2 d^2 / (2 V (V + t2)), t2 = tau^2.</summary>
    public static double LogRatio(double difference, double variance, double tau)
    {
        var t2 = tau * tau;
        return (0.5 * Math.Log(variance / (variance + t2))) + (t2 * difference * difference / (2 * variance * (variance + t2)));
    }

    /// <summary>Half the width: sqrt(V (V + t2) / t2 (2 ln(1 / alpha) + ln((V + t2) / V))).</summary>
    public static double Reach(double variance, double tau)
    {
        var t2 = tau * tau;
        return Math.Sqrt(variance * (variance + t2) / t2 * ((2 * Math.Log(1 / Alpha)) + Math.Log((variance + t2) / variance)));
    }

    public static Interval Of(double difference, double variance, double tau)
    {
        var reach = Reach(variance, tau);
        return new Interval(difference - reach, difference + reach);
    }

    /// <summary>
    /// Observations still needed for a verdict if the difference stays what it is: until half the width falls below |d|
    /// (there is a difference) or below delta - |d| (there is none that matters), whichever comes first. Null when that is
    /// out of sight.
    /// </summary>
    /// <param name="varianceAfter">Squared standard error after so many more; falls.</param>
    public static long? More(double difference, double delta, double tau, Func<double, double> varianceAfter)
    {
        var target = Math.Max(Math.Abs(difference), delta - Math.Abs(difference));
        if (Reach(varianceAfter(MostMore), tau) > target)
        {
            return null;
        }

        double low = 0, high = MostMore;
        while (high - low > 1)
        {
            var middle = Math.Floor((low + high) / 2);
            (low, high) = Reach(varianceAfter(middle), tau) > target ? (middle, high) : (low, middle);
        }

        return (long)high;
    }
}
