using Dashboard.Core.Comparison;
using Dashboard.Core.Metrics;
using Dashboard.Core.Metrics.Catalogue;

namespace Dashboard.Core.Exchange;

/// <summary>Two models compared on the ids that both answered (<see cref="PairedLooks"/>).</summary>
/// <param name="Outcomes">Pairs by who was right; null for regression.</param>
/// <param name="Result">Of the second; its p value is valid at every look as long as the window keeps its start.</param>
/// <param name="Quality">Accuracy or mean absolute error of each over the pairs, and the difference.</param>
/// <param name="ExactP">McNemar's exact p for one look, for display; null for regression and without pairs.</param>
public sealed record ShadowReading(
    ShadowQuery Query, SharedCounts Counts, PairedCounts? Outcomes, ComparedVersions Compared, VersionComparison Result, MetricPair Quality, double? ExactP)
{
    /// <param name="pairs">In the order in which they became known.</param>
    public static ShadowReading Of(ShadowQuery query, SharedCounts counts, IReadOnlyList<SharedAnswer> pairs) =>
        query.First.IsRegression ? OfErrors(query, counts, pairs) : OfLabels(query, counts, pairs);

    private static ShadowReading OfLabels(ShadowQuery query, SharedCounts counts, IReadOnlyList<SharedAnswer> pairs)
    {
        var compared = ComparedVersions.ByAccuracy(query.FirstName, query.SecondName, query.Delta ?? SingleLook.LeastShare);
        var (outcomes, result) = PairedLooks.ByAccuracy(compared, pairs.Select(pair => (pair.First == pair.Truth, pair.Second == pair.Truth)));
        var quality = Side("accuracy", Accuracy(outcomes.OnlyFirstRight), Accuracy(outcomes.OnlySecondRight), result);
        return new(query, counts, outcomes, compared, result, quality, outcomes.Count == 0 ? null : ShadowComparison.ExactPValue(outcomes));

        Figure Accuracy(long alone) => Proportion.Of(outcomes.BothRight + alone, outcomes.Count, ComparisonText.NoPairs);
    }

    private static ShadowReading OfErrors(ShadowQuery query, SharedCounts counts, IReadOnlyList<SharedAnswer> pairs)
    {
        Moments first = default, second = default;
        foreach (var pair in pairs)
        {
            first.Add(ErrorOf(pair.First, pair));
            second.Add(ErrorOf(pair.Second, pair));
        }

        var compared = SingleLook.ByError(query.FirstName, query.SecondName, first.Mean, query.Delta);
        var result = PairedLooks.ByAbsoluteError(compared, pairs.Select(pair => ErrorOf(pair.Second, pair) - ErrorOf(pair.First, pair)));
        var quality = Side("mae", first.ToMeanLossFigure(ComparisonText.NoPairs), second.ToMeanLossFigure(ComparisonText.NoPairs), result);
        return new(query, counts, null, compared, result, quality, null);
    }

    private static MetricPair Side(string metric, Figure first, Figure second, VersionComparison result) =>
        new(MetricCatalogue.Find(metric)!, first, second, result.Difference, result.Verdict);

    private static double ErrorOf(RowValue predicted, in SharedAnswer pair) => Math.Abs(predicted.Number!.Value - pair.Truth.Number!.Value);
}
