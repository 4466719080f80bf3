using MathNet.Numerics;

namespace Dashboard.Core.Comparison;

/// <summary>
/// The chance that the second of two shares is the higher one, from uniform priors. For words only: a reader who looks again
/// and again until it is high is wrong far more often than it says, so nothing is decided by it.
/// </summary>
public static class BetaComparison
{
    private const double Negligible = 1e-17;

    /// <summary>
    /// P(p2 > p1) for p ~ Beta(k + 1, n - k + 1), exactly (E. Miller, "Formulas for Bayesian A/B testing", 2015): with a, b and
    /// c, d the parameters of the first and second, sum for i below c of B(a + i, b + d) / ((d + i) B(1 + i, d) B(a, b)). The terms
    /// are positive and have one peak; they are summed outward from it by their ratio, about sqrt(n) of them.
    /// </summary>
    public static double ProbabilityOfSecondHigher(Share first, Share second)
    {
        double a = first.Hits + 1, b = first.Count - first.Hits + 1, c = second.Hits + 1, d = second.Count - second.Hits + 1;
        var peak = Math.Clamp(Math.Round(((a * d) - a - b - d) / (b + 1)), 0, c - 1);
        var height = Math.Exp(
            SpecialFunctions.BetaLn(a + peak, b + d) - Math.Log(d + peak) - SpecialFunctions.BetaLn(1 + peak, d) - SpecialFunctions.BetaLn(a, b));
        double sum = 1, term = 1; // In units of the peak.
        for (var i = peak; i + 1 < c && term > Negligible * sum; i++)
        {
            sum += term *= Ratio(i);
        }

        term = 1;
        for (var i = peak; i > 0 && term > Negligible * sum; i--)
        {
            sum += term /= Ratio(i - 1);
        }

        return Math.Min(1, height * sum);

        // Term i + 1 over term i.
        double Ratio(double i) => (a + i) * (d + i) / ((a + i + b + d) * (1 + i));
    }
}
