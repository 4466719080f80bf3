using CsCheck;
using Dashboard.Core.Comparison;
using Dashboard.Core.Metrics;

namespace Dashboard.Tests.Comparison;

public class PairedLooksTests
{
    private static readonly ComparedVersions ByAccuracy = ComparedVersions.ByAccuracy("v1", "v2");
    private static readonly ComparedVersions ByError = ComparedVersions.ByAbsoluteError("v1", "v2", 0.1);

    [Fact]
    public void Evidence_at_the_end_is_that_of_who_looked_at_each_pair() =>
        Gen.Select(Gen.Bool, Gen.Bool).Array[0, 400].Sample(pairs =>
        {
            var (along, counts) = (new ShadowComparison(ByAccuracy), default(PairedCounts));
            along.Observe(counts);
            foreach (var (first, second) in pairs)
            {
                counts = counts.With(first, second);
                along.Observe(counts);
            }

            var (seen, result) = PairedLooks.ByAccuracy(ByAccuracy, pairs);
            return seen == counts && seen.Count == pairs.Length && result.PValue == along.Evidence.PValue;
        });

    [Fact]
    public void Evidence_never_weakens_as_pairs_come() =>
        Gen.Double[-1, 1.5].Array[120, 300].Sample(differences =>
        {
            double[] values = [.. Enumerable.Range(100, differences.Length - 99).Select(n => PairedLooks.ByAbsoluteError(ByError, differences.Take(n)).PValue)];
            return values.Zip(values.Skip(1)).All(pair => pair.Second <= pair.First);
        }, iter: 20);

    [Fact]
    public void The_order_of_pairs_matters_to_the_evidence_and_not_to_the_difference()
    {
        (bool, bool)[] pairs = [.. Enumerable.Range(0, 200).Select(i => i < 100 ? (false, true) : (true, false))];
        (bool, bool)[] mixed = [.. Enumerable.Range(0, 200).Select(i => i % 2 == 0 ? (false, true) : (true, false))];

        var (turned, even) = (PairedLooks.ByAccuracy(ByAccuracy, pairs), PairedLooks.ByAccuracy(ByAccuracy, mixed));

        Assert.Equal(turned.Counts, even.Counts);
        Assert.Equal(turned.Result.Difference, even.Result.Difference);
        Assert.InRange(turned.Result.PValue, 0, 1e-6);
        Assert.InRange(even.Result.PValue, 0.5, 1);
        Assert.Equal(ComparisonVerdict.Undecided, turned.Result.Verdict); // It follows the present look.
    }

    [Fact]
    public void Errors_agree_with_a_single_look_from_the_same_moments()
    {
        double[] differences = [.. Enumerable.Range(0, 100).Select(i => (i % 7) - 2.5)];

        var result = PairedLooks.ByAbsoluteError(ByError, differences);

        Assert.Equal(new LossComparison(ByError).ObservePaired(Moments.Of(differences)).Sequence!.Value.Low, result.Sequence!.Value.Low, 1e-12);
        Assert.Equal(differences.Average(), result.Difference.Value!.Value, 1e-12);
    }

    [Fact]
    public void Without_pairs_there_is_no_difference()
    {
        Assert.Equal(ComparisonText.NoPairs, PairedLooks.ByAccuracy(ByAccuracy, []).Result.Difference.Undefined);
        Assert.Equal(ComparisonText.NoPairs, PairedLooks.ByAbsoluteError(ByError, []).Difference.Undefined);
    }
}
