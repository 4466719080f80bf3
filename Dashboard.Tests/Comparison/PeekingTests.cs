using Dashboard.Core.Comparison;

namespace Dashboard.Tests.Comparison;

/// <summary>Looking again and again at two versions that do not differ must not find a difference; fixed seeds.</summary>
public class PeekingTests(ITestOutputHelper output)
{
    private const int Step = 50;
    private static readonly ComparedVersions Versions = ComparedVersions.ByAccuracy("v1", "v2");

    [Fact]
    public void Looks_at_live_traffic_stay_within_five_percent() => CheckLive(400, 0.9);

    [Fact]
    public void Looks_at_a_shadow_stay_within_five_percent() => CheckShadow(400);

    [Fact]
    [Trait("Category", "Long")]
    public void Looks_stay_within_five_percent_over_many_repetitions()
    {
        foreach (var accuracy in new[] { 0.5, 0.9, 0.99, 0.999 })
        {
            CheckLive(4_000, accuracy);
        }

        CheckShadow(4_000);
        CheckLosses(2_000);
    }

    [Fact]
    public void Looks_at_errors_stay_within_five_percent() => CheckLosses(200);

    [Fact]
    public void A_difference_is_found_soon()
    {
        var random = new Random(20250102);
        var stops = Enumerable.Range(0, 100).Select(_ => StopsAt(random, 0.90, 0.95, 10_000) ?? int.MaxValue).Order().ToList();

        output.WriteLine($"5 points at 90 %: found after {stops[50]} per version (median)");
        Assert.InRange(stops[50], 300, 900);
        Assert.InRange(stops[99], 300, 10_000);
    }

    private void CheckLive(int runs, double accuracy)
    {
        var random = new Random(20250101);
        var found = Enumerable.Range(0, runs).Count(_ => StopsAt(random, accuracy, accuracy, 10_000) is not null);

        output.WriteLine($"accuracy {accuracy}: {found} of {runs} find a difference that is not there");
        Assert.InRange(found, 0, 0.05 * runs);
    }

    private void CheckShadow(int runs)
    {
        var random = new Random(20250101);
        var found = 0;
        for (var run = 0; run < runs; run++)
        {
            var comparison = new ShadowComparison(Versions);
            var pairs = new PairedCounts(5_000, 0, 0, 500);
            while (pairs.Discordant < 2_000 && comparison.Evidence.PValue > 0.05)
            {
                pairs = random.Next(2) == 0
                    ? pairs with { OnlyFirstRight = pairs.OnlyFirstRight + 1 }
                    : pairs with { OnlySecondRight = pairs.OnlySecondRight + 1 };
                comparison.Evidence.Observe(ShadowComparison.LogEvidence(pairs));
            }

            found += comparison.Evidence.PValue <= 0.05 ? 1 : 0;
        }

        output.WriteLine($"shadow: {found} of {runs} find a difference that is not there");
        Assert.InRange(found, 0, 0.05 * runs);
    }

    private void CheckLosses(int runs)
    {
        var random = new Random(20250101);
        var found = 0;
        for (var run = 0; run < runs; run++)
        {
            var comparison = new LossComparison(ComparedVersions.ByAbsoluteError("v1", "v2", 0.1));
            Core.Metrics.Moments first = default, second = default;
            VersionComparison look;
            do
            {
                for (var i = 0; i < Step; i++)
                {
                    first.Add(-Math.Log(1 - random.NextDouble())); // Skewed, as absolute errors are.
                    second.Add(-Math.Log(1 - random.NextDouble()));
                }

                look = comparison.Observe(first, second);
            }
            while (look.PValue > 0.05 && first.Count < 5_000);
            found += look.PValue <= 0.05 ? 1 : 0;
        }

        output.WriteLine($"errors: {found} of {runs} find a difference that is not there");
        Assert.InRange(found, 0, 0.05 * runs);
    }

    /// <summary>The count per version at the first look that decides for better or worse; null when none does.</summary>
    private static int? StopsAt(Random random, double accuracy1, double accuracy2, int most)
    {
        var comparison = new LiveComparison(Versions);
        Share first = default, second = default;
        while (first.Count < most)
        {
            first += Draw(random, accuracy1);
            second += Draw(random, accuracy2);
            if (comparison.Observe(first, second) is { PValue: <= 0.05 })
            {
                return (int)first.Count;
            }
        }

        return null;
    }

    private static Share Draw(Random random, double accuracy)
    {
        var hits = 0;
        for (var i = 0; i < Step; i++)
        {
            hits += random.NextDouble() < accuracy ? 1 : 0;
        }

        return new Share(hits, Step);
    }
}
