using CsCheck;
using Dashboard.Core.Metrics.Features;

namespace Dashboard.Tests.Metrics.Features;

public class FeatureCountsTests(ITestOutputHelper output)
{
    private static readonly string[] Regions = ["north", "south", "east", "moon"];

    /// <summary>A prediction by four choices: a number or none or a text; a category or none or a number; a boolean or none; an unknown feature.</summary>
    private static readonly Gen<(double X, int Region, int Flag)> Prediction =
        Gen.Select(Gen.OneOf(Gen.Double[-3, 3], Gen.Double[-1e6, 1e6], Gen.Const(0.5)), Gen.Int[0, 6], Gen.Int[0, 3]);

    private static readonly FeatureRows Rows = new();
    private static readonly FeatureBaseline Baseline = Rows.Learn(Enumerable.Range(0, 1_000).Select(i =>
        Rows.Row(("x", (i % 100) / 40.0), ("region", Regions[i % 3]), ("flag", i % 2 == 0)))) with { Number = 7 };

    [Fact]
    public void Counts_of_parts_merge_to_those_of_the_whole_in_any_order_and_survive_bytes()
    {
        Gen.Select(Prediction.List[0, 120], Gen.Int[1, 6], Gen.Int[0, 1_000]).Sample((predictions, parts, seed) =>
        {
            var order = Enumerable.Range(0, parts).ToArray();
            new Random(seed).Shuffle(order);
            var merged = Baseline.NewCounts();
            foreach (var part in order)
            {
                merged.Merge(Copy(Count(predictions.Where((_, i) => i % parts == part))));
            }

            AssertSame(Count(predictions), merged);
        }, iter: 300);
    }

    [Fact]
    public void What_is_taken_off_leaves_the_rest_and_extremes_say_when_they_are_only_bounds()
    {
        Gen.Select(Prediction.List[0, 60], Prediction.List[0, 60]).Sample((kept, passing) =>
        {
            var counts = Count(kept.Concat(passing));
            counts.Unmerge(Count(passing));
            var (rest, place) = (Count(kept), NumberOf("x"));

            AssertSame(rest, counts, withExtremes: false);
            var (sums, exact) = (counts.NumbersOf(place), rest.NumbersOf(place));
            Assert.True(exact.IsEmpty || (sums.Low <= exact.Low && sums.High >= exact.High));
            Assert.True(sums.IsEmpty || ((sums.LowIsBound || sums.Low == exact.Low) && (sums.HighIsBound || sums.High == exact.High)));
            AssertSame(counts, Copy(counts));
        }, iter: 300);
    }

    [Fact]
    public void A_bound_becomes_exact_again_when_a_value_reaches_it()
    {
        NumberSums sums = default, part = default;
        sums.Add(3);
        part.Add(1);
        part.Add(9);
        sums.Merge(part);
        sums.Unmerge(part);
        Assert.Equal((1.0, 9.0, true, true), (sums.Low, sums.High, sums.LowIsBound, sums.HighIsBound));

        sums.Add(1);
        sums.Merge(Of(10));
        Assert.Equal((1.0, 10.0, false, false), (sums.Low, sums.High, sums.LowIsBound, sums.HighIsBound));

        static NumberSums Of(double value)
        {
            var sums = default(NumberSums);
            sums.Add(value);
            return sums;
        }
    }

    [Fact]
    public void Counts_of_a_newer_baseline_take_the_place_of_those_of_an_older_one_in_any_order()
    {
        var row = Rows.Row(("x", 1.0));
        var (old, recent) = (Rows.Count(Baseline, [row, row]), Rows.Count(Baseline with { Number = 8 }, [row]));
        foreach (var order in new[] { new[] { old, recent }, [recent, old] })
        {
            var sum = new FeatureCounts(0, 0);
            Array.ForEach(order, sum.Merge);
            Assert.Equal((8, 1), (sum.Baseline, sum.Rows));
        }

        recent.Unmerge(old);
        Assert.Equal(1, recent.Rows);
    }

    [Fact]
    public void Counts_that_hold_earlier_predictions_say_so_until_a_newer_baseline_counts()
    {
        var (early, counts) = (Count([(0.1, 1, 1)]), Count([(0.2, 2, 2), (0.3, 3, 3)]));
        early.ReachBack();
        counts.Merge(Copy(early));
        Assert.Equal((3, true, false), (counts.Rows, Copy(counts).ReachesBack, Copy(Count([(0.1, 1, 1)])).ReachesBack));
        AssertSame(counts, Copy(counts));

        counts.TakeBaseline(Baseline with { Number = 9 });
        Assert.Equal((0, false), (counts.Rows, counts.ReachesBack));
    }

    [Fact]
    public void Every_value_is_counted_once_as_what_it_is()
    {
        var counts = Rows.Count(Baseline, [
            Rows.Row(("x", 1.0), ("region", "north"), ("flag", true)),
            Rows.Row(("x", -5.0), ("region", "moon"), ("flag", "yes")),
            Rows.Row(("x", 1e9), ("region", 3)),
            Rows.Row(("x", "many"), ("unknown", 1)),
            Rows.Row(),
        ]);

        var figures = Baseline.Features.Select(feature => FeatureFigures.Of(feature, counts, Baseline.Counts)).ToDictionary(feature => feature.Name);
        Assert.Equal(4, counts.Rows); // The last one carries nothing.
        var x = figures["x"].Window;
        Assert.Equal((3, 0, 0.25), (x.Count, x.Missing.Value, x.TypeErrors.Value));
        Assert.Equal((1 / 3.0, 1 / 3.0, -5, 1e9), (x.Below.Value!.Value, x.Above.Value!.Value, x.Minimum.Value.Value, x.Maximum.Value.Value));
        Assert.Equal("only categories have it", x.Unseen.Undefined);
        var region = figures["region"].Window;
        Assert.Equal((1, 0.25, 1 / 3.0, 0.5), (region.Count, region.Missing.Value, region.TypeErrors.Value!.Value, region.Unseen.Value));
        Assert.Equal("only numbers have it", region.Mean.Undefined);
        Assert.Equal((1, 0.5, 0.5), (figures["flag"].Window.Count, figures["flag"].Window.Missing.Value, figures["flag"].Window.TypeErrors.Value));
        Assert.Equal([("false", 0L, 0.5), ("true", 1L, 0.5)], figures["flag"].Bins.Select(bin => (bin.Category!, bin.Count, bin.BaselineShare!.Value)));
        Assert.All(figures.Values, feature => Assert.Equal(1, feature.Bins.Sum(bin => bin.BaselineShare)!.Value, 1e-12));
    }

    [Fact]
    public void A_damaged_copy_is_refused_or_read_but_never_more()
    {
        var bytes = Bytes(Count(Enumerable.Range(0, 40).Select(i => (i * 0.1, i % 7, i % 4))));
        var refused = 0;
        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte, Gen.Int[0, bytes.Length]).Sample((at, value, length) =>
        {
            var damaged = bytes[..length];
            damaged.AsSpan(Math.Min(at, length), at < length ? 1 : 0).Fill(value);
            try
            {
                Baseline.NewCounts().Merge(Read(damaged));
            }
            catch (Exception damage) when (damage is FormatException or EndOfStreamException)
            {
                Interlocked.Increment(ref refused);
            }
        }, iter: 2_000);
        Assert.True(refused > 0);
        output.WriteLine($"{bytes.Length} bytes, {refused} of 2000 refused");
    }

    private static FeatureCounts Count(IEnumerable<(double X, int Region, int Flag)> predictions) => Rows.Count(Baseline, predictions.Select(p => Rows.Row(
        ("x", p.Region == 6 && p.Flag == 3 ? "a text" : p.Flag == 2 ? null : p.X),
        ("region", p.Region < 4 ? Regions[p.Region] : p.Region == 4 ? 4.0 : null),
        ("flag", p.Flag == 3 ? null : p.Flag == 0))));

    private static int NumberOf(string name) => Baseline.Features.Single(feature => feature.Name == name).Number;

    private static void AssertSame(FeatureCounts expected, FeatureCounts got, bool withExtremes = true)
    {
        Assert.Equal((expected.Baseline, expected.Rows), (got.Baseline, got.Rows));
        Assert.All(Enumerable.Range(0, Baseline.Features[^1].EndSlot), slot => Assert.Equal(expected[slot], got[slot]));
        var (a, b) = (expected.NumbersOf(NumberOf("x")), got.NumbersOf(NumberOf("x")));
        Assert.Equal(a.Moments.Count, b.Moments.Count);
        Assert.Equal(a.Moments.Mean, b.Moments.Mean, 1e-9 * (1 + Math.Max(Math.Abs(a.High), Math.Abs(b.High)) + Math.Max(Math.Abs(a.Low), Math.Abs(b.Low))));
        Assert.Equal(a.Moments.SquaredDeviations, b.Moments.SquaredDeviations, 1e-9 * (1 + (b.High * b.High) + (b.Low * b.Low)) * (1 + a.Moments.Count));
        if (withExtremes)
        {
            Assert.Equal((a.Low, a.High, a.LowIsBound, a.HighIsBound), (b.Low, b.High, b.LowIsBound, b.HighIsBound));
        }
    }

    private static FeatureCounts Copy(FeatureCounts counts) => Read(Bytes(counts));

    private static byte[] Bytes(FeatureCounts counts)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        counts.Write(writer);
        return bytes.ToArray();
    }

    private static FeatureCounts Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        return FeatureCounts.Read(reader);
    }
}
