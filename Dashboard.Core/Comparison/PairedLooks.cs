using Dashboard.Core.Metrics;

namespace Dashboard.Core.Comparison;

/// <summary>
/// The same predictions answered twice, compared in the order in which they became known. There is a look at each pair,
/// whoever asks when: the evidence is that of a comparison that ran along from the first pair, so the p value is valid at
/// every look (<see cref="RunningEvidence"/>) although nothing is kept from one question to the next.
/// </summary>
public static class PairedLooks
{
    /// <param name="pairs">Was the first one right, was the second.</param>
    public static (PairedCounts Counts, VersionComparison Result) ByAccuracy(ComparedVersions versions, IEnumerable<(bool First, bool Second)> pairs)
    {
        var (comparison, counts) = (new ShadowComparison(versions), default(PairedCounts));
        foreach (var (first, second) in pairs)
        {
            counts = counts.With(first, second);
            if (first != second)
            {
                comparison.Evidence.Observe(ShadowComparison.LogEvidence(counts));
            }
        }

        return (counts, comparison.Observe(counts));
    }

    /// <param name="differences">|error| of the second less that of the first.</param>
    public static VersionComparison ByAbsoluteError(ComparedVersions versions, IEnumerable<double> differences)
    {
        var (comparison, all) = (new LossComparison(versions), default(Moments));
        foreach (var difference in differences)
        {
            all.Add(difference);
            comparison.GatherPaired(all);
        }

        var last = comparison.ObservePaired(all);
        return all.Count > 0 ? last : last with { Difference = Figure.None(ComparisonText.NoPairs) };
    }
}
