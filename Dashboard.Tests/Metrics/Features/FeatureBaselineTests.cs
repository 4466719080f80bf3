using CsCheck;
using Dashboard.Core.Metrics.Features;

namespace Dashboard.Tests.Metrics.Features;

public class FeatureBaselineTests
{
    private readonly FeatureRows _rows = new();

    [Fact]
    public void A_number_lies_in_the_bin_whose_edges_are_around_it()
    {
        Gen.Select(Gen.Double[-10, 10].List[1, 200], Gen.Int[0, 40].Select(i => (i - 20) / 2.0)).Sample((values, x) =>
        {
            var bins = NumberBins.Of([.. values.Order()]);
            return bins.BinOf(x) == bins.Edges.Count(edge => edge <= x) && bins.Count <= FeatureBins.Most
                && bins.Edges.SequenceEqual(bins.Edges.Distinct().Order()) && bins.Low == values.Min() && bins.High == values.Max();
        });
    }

    [Fact]
    public void Few_values_have_a_bin_each_and_many_one_per_twentieth()
    {
        var few = NumberBins.Of([.. Enumerable.Range(0, 2_000).Select(i => i < 1_990 ? 0.0 : i - 1_990).Order()]);
        var many = NumberBins.Of([.. Enumerable.Range(0, 2_000).Select(i => (double)i)]);

        Assert.Equal(Enumerable.Range(1, 9).Select(i => (double)i), few.Edges);
        Assert.Equal(100, Enumerable.Range(0, 2_000).Count(i => many.BinOf(i) == 7));
        Assert.Equal(1, NumberBins.Of([5, 5, 5]).Count);
    }

    [Fact]
    public void Categories_beyond_the_most_frequent_share_a_bin_and_of_too_many_none_is_unseen()
    {
        var few = CategoryBins.Of([.. Enumerable.Range(0, 30).Select(i => $"c{i}")]);
        var many = CategoryBins.Of([.. Enumerable.Range(0, 300).Select(i => $"c{i}")]);

        Assert.Equal((21, 0, 20, FeatureBins.Unseen), (few.Count, Bin(few, "c0"), Bin(few, "c29"), Bin(few, "other")));
        Assert.Equal((21, 19, 20, 20), (many.Count, Bin(many, "c19"), Bin(many, "c299"), Bin(many, "other")));
        Assert.Equal(FeatureBins.OtherKind, Bin(few, 1.0));
        Assert.Equal((2, FeatureBins.Unseen), (CategoryBins.Of(["a", "b"]).Count, Bin(CategoryBins.Of(["a", "b"]), "c")));

        static int Bin(CategoryBins bins, object value) => bins.BinOf(FeatureRows.Attribute(0, value));
    }

    [Fact]
    public void A_baseline_holds_every_row_of_its_sample_survives_bytes_and_is_the_same_every_time()
    {
        var rows = Enumerable.Range(0, 500).Select(i => _rows.Row(
            ("number", i % 10 == 0 ? "text" : i * 0.5), ("category", i % 7 == 0 ? null : $"c{i % 40}"), ("flag", i % 3 == 0))).ToList();
        var baseline = _rows.Learn(rows) with { Number = 99 };
        var copy = Copy(baseline);

        Assert.Equal(["category", "flag", "number"], baseline.Features.Select(feature => feature.Name));
        Assert.Equal([FeatureKind.Category, FeatureKind.Boolean, FeatureKind.Number], baseline.Features.Select(feature => feature.Kind));
        Assert.All(baseline.Features, feature => Assert.Equal(feature.Name == "category" ? 428 : 500, feature.Present(baseline.Counts)));
        Assert.Equal(Bytes(baseline), Bytes(copy));
        Assert.Equal(Bytes(baseline), Bytes(_rows.Learn(rows) with { Number = 99 }));
        Assert.Equal((99, 500, baseline.From, baseline.To), (copy.Number, copy.Predictions, copy.From, copy.To));
        Assert.Equal(BytesOf(_rows.Count(baseline, rows)), BytesOf(_rows.Count(copy, rows)));
    }

    [Fact]
    public void Whether_it_reaches_back_is_stored_and_one_stored_before_that_was_known_does_not()
    {
        var baseline = _rows.Learn([_rows.Row(("x", 1.0)), _rows.Row(("x", 2.0))]) with { Number = 7 };
        byte[] before = [1, .. Bytes(baseline)[2..]]; // Without the byte that says it.

        Assert.False(Copy(baseline).ReachesBack);
        Assert.True(Copy(baseline with { ReachesBack = true }).ReachesBack);
        Assert.Equal((7, false), (Read(before)!.Number, Read(before)!.ReachesBack));
        Assert.Equal(Bytes(baseline), Bytes(Read(before)!));
    }

    [Fact]
    public void The_features_sent_most_often_are_taken_and_the_others_told()
    {
        var rows = Enumerable.Range(0, 200).Select(i => _rows.Row([.. Enumerable.Range(0, 100).Where(f => i % (f + 1) == 0).Select(f => ($"f{f:D2}", (object?)1.0))]));
        var baseline = _rows.Learn(rows);

        Assert.Equal(Enumerable.Range(0, 64).Select(f => $"f{f:D2}"), baseline.Features.Select(feature => feature.Name));
        Assert.Equal(36, baseline.Beyond);
        Assert.True(baseline.Features[^1].EndSlot <= FeatureBaseline.MostSlots);
        Assert.Equal(["f00", "f01"], _rows.Learn(rows, most: 2).Features.Select(feature => feature.Name));
    }

    [Fact]
    public void A_damaged_copy_is_refused_or_read_but_never_more()
    {
        var bytes = Bytes(_rows.Learn(Enumerable.Range(0, 300).Select(i => _rows.Row(("x", i * 0.5), ("c", $"c{i % 40}"), ("b", true)))));
        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte, Gen.Int[0, bytes.Length]).Sample((at, value, length) =>
        {
            var damaged = bytes[..length];
            damaged.AsSpan(Math.Min(at, length), at < length ? 1 : 0).Fill(value);
            try
            {
                Read(damaged);
            }
            catch (Exception damage) when (damage is FormatException or EndOfStreamException)
            {
                // Said so.
            }
        }, iter: 2_000);
        Assert.ThrowsAny<EndOfStreamException>(() => Read(bytes[..^1]));
    }

    private static FeatureBaseline Copy(FeatureBaseline baseline) => Read(Bytes(baseline))!;

    private static FeatureBaseline? Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        return FeatureBaseline.Read(reader);
    }

    private static byte[] Bytes(FeatureBaseline baseline) => BytesOf(baseline.Write);

    private static byte[] BytesOf(FeatureCounts counts) => BytesOf(counts.Write);

    private static byte[] BytesOf(Action<BinaryWriter> write)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        write(writer);
        return bytes.ToArray();
    }
}
