using Dashboard.Core.Metrics;

namespace Dashboard.Core.Comparison;

/// <summary>The cumulative figures of one look, before a verdict.</summary>
/// <param name="Variance">Squared standard error of the difference, above 0.</param>
/// <param name="VarianceAfter">The same after so many more per version or pairs.</param>
/// <param name="TooEarly">Plain words what is missing to begin; null when nothing is.</param>
internal readonly record struct Look(Figure Difference, double Variance, Func<double, double> VarianceAfter, double Tau, string? TooEarly)
{
    /// <summary>
    /// The verdict at this look: a difference needs both the sequence and the p value. Where the p value comes from the same
    /// mixture the sequence alone decides; where it is exact, the verdict is.
    /// </summary>
    public VersionComparison Judge(ComparedVersions versions, double pValue)
    {
        if (TooEarly is not null || Difference.Value is not { } difference)
        {
            var missing = TooEarly ?? Difference.Undefined!;
            return new VersionComparison(
                Difference, null, pValue, ComparisonVerdict.TooEarly, false, null, $"Too early to tell: {missing}.");
        }

        var sequence = ConfidenceSequence.Of(difference, Variance, Tau);
        var gain = versions.HigherIsBetter ? sequence : new Interval(-sequence.High, -sequence.Low);
        var differs = pValue <= ConfidenceSequence.Alpha && (gain.Low > 0 || gain.High < 0);
        var verdict = differs ? (difference > 0) == versions.HigherIsBetter ? ComparisonVerdict.Better : ComparisonVerdict.Worse
            : gain.Low > -versions.Delta && gain.High < versions.Delta ? ComparisonVerdict.Equivalent
            : ComparisonVerdict.Undecided;
        var more = verdict == ComparisonVerdict.Undecided
            ? ConfidenceSequence.More(difference, versions.Delta, Tau, VarianceAfter)
            : null;
        return new VersionComparison(
            Difference, sequence, pValue, verdict, gain.Low > -versions.Delta, more,
            ComparisonText.Sentence(versions, verdict, difference, sequence, more));
    }
}
