using Dashboard.Core.Metrics;
using MathNet.Numerics;

namespace Dashboard.Core.Comparison;

/// <summary>
/// Two versions that answer the same predictions, one of them in the shadow, compared by accuracy. Only pairs where one is
/// right tell anything (McNemar 1947). Better and worse need an e-value that is exact at every look, besides the asymptotic
/// sequence for the difference.
/// </summary>
/// <param name="strongest">Evidence of an earlier process to go on from: <see cref="RunningEvidence.Strongest"/>.</param>
public sealed class ShadowComparison(ComparedVersions versions, double strongest = 0)
{
    /// <summary>Discordant pairs before the first verdict.</summary>
    public const long LeastDiscordant = 10;

    /// <summary>The e-value mixes over Beta(20, 20): discordant pairs split somewhere near even.</summary>
    private const double Prior = 20;

    public RunningEvidence Evidence { get; } = new(strongest);

    public VersionComparison Observe(PairedCounts pairs)
    {
        Evidence.Observe(LogEvidence(pairs));
        var tooEarly = ComparisonText.TooFewPairs(pairs.Count)
            ?? (pairs.Discordant < LeastDiscordant ? $"needs {LeastDiscordant} that only one of them got right, has {pairs.Discordant}" : null);
        var (difference, variance) = Moments(pairs);
        var reach = Proportion.Z95 * Math.Sqrt(variance);
        var figure = pairs.Count == 0
            ? Figure.None(ComparisonText.NoPairs)
            : Figure.Of(difference, pairs.Count, new Interval(Math.Max(-1, difference - reach), Math.Min(1, difference + reach)));
        return new Look(figure, variance, more => variance * pairs.Count / (pairs.Count + more), ConfidenceSequence.Tau, tooEarly)
            .Judge(versions, Evidence.PValue);
    }

    /// <summary>
    /// ln of the evidence that discordant pairs do not split evenly: the likelihood under a Beta(20, 20) mixture against that
    /// under 1/2, B(b + 20, c + 20) / B(20, 20) 2^(b + c).
    /// </summary>
    public static double LogEvidence(PairedCounts pairs) =>
        SpecialFunctions.BetaLn(pairs.OnlyFirstRight + Prior, pairs.OnlySecondRight + Prior) - SpecialFunctions.BetaLn(Prior, Prior)
        + (pairs.Discordant * Constants.Ln2);

    /// <summary>McNemar's exact two-sided p for one look: twice the lower binomial tail at 1/2. For display beside the verdict.</summary>
    public static double ExactPValue(PairedCounts pairs)
    {
        var fewer = Math.Min(pairs.OnlyFirstRight, pairs.OnlySecondRight);
        return 2 * fewer >= pairs.Discordant
            ? 1
            : Math.Min(1, 2 * SpecialFunctions.BetaRegularized(pairs.Discordant - fewer, fewer + 1, 0.5)); // P(X <= k) = I(1/2; n - k, k + 1)
    }

    /// <summary>
    /// Difference of the accuracies and its squared standard error, (q - d^2) / n with q the discordant share. For the error
    /// both count half a pair more of either discordant kind: pairs that all tell the same are not certain.
    /// </summary>
    private static (double Difference, double Variance) Moments(PairedCounts pairs)
    {
        var difference = (double)(pairs.OnlySecondRight - pairs.OnlyFirstRight) / pairs.Count;
        var (discordant, smoothed) = ((pairs.Discordant + 1) / (pairs.Count + 1.0), difference * pairs.Count / (pairs.Count + 1));
        return (difference, (discordant - (smoothed * smoothed)) / pairs.Count);
    }
}
