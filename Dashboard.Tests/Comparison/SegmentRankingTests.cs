using CsCheck;
using Dashboard.Core.Comparison;

namespace Dashboard.Tests.Comparison;

public class SegmentRankingTests(ITestOutputHelper output)
{
    /// <summary>As R's p.adjust(method = "BH").</summary>
    [Fact]
    public void Adjusted_values_are_those_of_the_textbook()
    {
        var adjusted = FalseDiscoveries.Adjust([0.01, 0.04, 0.03, 0.005, 0.8]);

        double[] expected = [0.025, 0.05, 0.05, 0.025, 0.8];
        Assert.All(expected.Zip(adjusted), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        Assert.Empty(FalseDiscoveries.Adjust([]));
    }

    [Fact]
    public void Adjusting_keeps_the_order_and_lowers_nothing()
    {
        Gen.Double[0, 1].Array[1, 50].Sample(values =>
        {
            var adjusted = FalseDiscoveries.Adjust(values);
            return adjusted.Zip(values).All(pair => pair.First >= pair.Second - 1e-12 && pair.First <= 1)
                && values.Zip(adjusted).OrderBy(pair => pair.First).Select(pair => pair.Second).Zip(adjusted.Order()).All(pair => pair.First == pair.Second);
        });
    }

    [Fact]
    public void Few_of_many_good_segments_are_called_worse() => CheckDiscoveries(100);

    [Fact]
    [Trait("Category", "Long")]
    public void Few_are_called_worse_over_many_scans() => CheckDiscoveries(2_000);

    [Fact]
    public void The_segment_that_costs_most_comes_first_and_small_ones_are_not_judged()
    {
        var worse = SegmentRanking.Rank(
        [
            new("country:DE", new Share(60, 100), 0.9), new("country:FR", new Share(7_000, 10_000), 0.9),
            new("country:LU", new Share(0, 29), 0.9), new("country:US", new Share(9_000, 10_000), 0.9),
        ]);

        Assert.Equal(["country:FR", "country:DE"], worse.Select(s => s.Segment));
        Assert.Equal(0.2 * 10_000 / 20_129, worse[0].Impact, 1e-12);
        Assert.Equal(
            "country:FR: 70.0 % where 90.0 % was expected (10,000 predictions); takes 9.9 pp off the whole.",
            worse[0].Sentence.Replace('\u00A0', ' '));
    }

    private void CheckDiscoveries(int runs)
    {
        var random = new Random(20250101);
        var named = 0;
        double falseShares = 0;
        for (var run = 0; run < runs; run++)
        {
            var segments = Enumerable.Range(0, 200).Select(i => Segment(random, i < 5 ? $"bad {i}" : $"good {i}", i < 5 ? 0.8 : 0.9)).ToList();
            var worse = SegmentRanking.Rank(segments);
            var good = worse.Count(s => s.Segment.StartsWith("good", StringComparison.Ordinal));
            named += worse.Count - good;
            falseShares += (double)good / Math.Max(1, worse.Count);
        }

        output.WriteLine($"{runs} scans of 195 good and 5 bad segments: {100 * falseShares / runs:F1} % of the ranked false, {named} of {5 * runs} bad found");
        Assert.InRange(named, 4 * runs, 5 * runs);
        Assert.InRange(falseShares / runs, 0, SegmentRanking.FalseShare);
    }

    private static SegmentShare Segment(Random random, string name, double accuracy) =>
        new(name, new Share(Enumerable.Range(0, 300).Count(_ => random.NextDouble() < accuracy), 300), 0.9);
}
