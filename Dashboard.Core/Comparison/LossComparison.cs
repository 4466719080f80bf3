using Dashboard.Core.Metrics;

namespace Dashboard.Core.Comparison;

/// <summary>
/// Two versions of a regression model, compared by the mean of |error| (<see cref="ConfidenceSequence"/>). Fed with cumulative
/// moments at each look, either of each version's own traffic or of the same predictions' differences; one object sees one
/// kind. The mixture's spread is fixed at the first look, as the share of the losses' spread that a spread of 0.02 is of a
/// right-or-wrong answer at 90 % accuracy: a spread that followed the data would not be valid at every look.
/// </summary>
/// <param name="strongest">Evidence of an earlier process to go on from: <see cref="RunningEvidence.Strongest"/>.</param>
/// <param name="tau">Its <see cref="Tau"/>, or 0.</param>
public sealed class LossComparison(ComparedVersions versions, double strongest = 0, double tau = 0)
{
    /// <summary>0.02 / sqrt(0.9 * 0.1).</summary>
    private const double ShareOfSpread = ConfidenceSequence.Tau / 0.3;

    public RunningEvidence Evidence { get; } = new(strongest);

    /// <summary>The mixture's spread, in the unit of the ground truth; 0 before the first look that counts.</summary>
    public double Tau { get; private set; } = tau;

    /// <summary>Different traffic: V = var_1 / n_1 + var_2 / n_2.</summary>
    public VersionComparison Observe(Moments first, Moments second)
    {
        var tooEarly = ComparisonText.TooFew(versions, first.Count, second.Count);
        return Observe(
            second.Mean - first.Mean, first.Count + second.Count, Math.Sqrt((first.Variance + second.Variance) / 2), tooEarly,
            more => (first.Variance / (first.Count + more)) + (second.Variance / (second.Count + more)));
    }

    /// <summary>Second mean less the first, with the interval of a single look from the central limit theorem.</summary>
    internal static Figure DifferenceOf(in Moments first, in Moments second)
    {
        var count = first.Count + second.Count;
        return first.Count == 0 || second.Count == 0
            ? Figure.None(Share.OneSided, count)
            : DifferenceOf(second.Mean - first.Mean, count, VarianceOf(first, second));
    }

    /// <summary>Squared standard error of the difference of two means; both with values.</summary>
    internal static double VarianceOf(in Moments first, in Moments second) => (first.Variance / first.Count) + (second.Variance / second.Count);

    /// <summary>The same predictions: V = var / n.</summary>
    /// <param name="difference">Per prediction, |error| of the second less that of the first.</param>
    public VersionComparison ObservePaired(Moments difference)
    {
        var tooEarly = ComparisonText.TooFewPairs(difference.Count);
        return Observe(
            difference.Mean, difference.Count, Math.Sqrt(difference.Variance), tooEarly,
            more => difference.Variance / (difference.Count + more));
    }

    /// <summary>Takes the evidence of one more look at pairs, without a verdict.</summary>
    internal void GatherPaired(in Moments difference)
    {
        if (difference.Count >= ConfidenceSequence.LeastOfEach && difference.Variance > 0)
        {
            Gather(difference.Mean, difference.Variance / difference.Count, Math.Sqrt(difference.Variance));
        }
    }

    private void Gather(double difference, double variance, double spread)
    {
        Tau = Tau == 0 ? ShareOfSpread * spread : Tau;
        Evidence.Observe(ConfidenceSequence.LogRatio(difference, variance, Tau));
    }

    private VersionComparison Observe(double difference, long count, double spread, string? tooEarly, Func<double, double> varianceAfter)
    {
        tooEarly ??= spread > 0 ? null : "the errors do not vary";
        var variance = tooEarly is null ? varianceAfter(0) : 0;
        if (tooEarly is null)
        {
            Gather(difference, variance, spread);
        }

        return new Look(DifferenceOf(difference, count, variance), variance, varianceAfter, Tau, tooEarly).Judge(versions, Evidence.PValue);
    }

    private static Figure DifferenceOf(double difference, long count, double variance)
    {
        var reach = Proportion.Z95 * Math.Sqrt(variance);
        return Figure.Of(difference, count, variance > 0 ? new Interval(difference - reach, difference + reach) : null);
    }
}
