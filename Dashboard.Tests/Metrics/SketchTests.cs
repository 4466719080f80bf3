using CsCheck;
using Dashboard.Core.Metrics;
using Xunit;

namespace Dashboard.Tests.Metrics;

public class SketchTests
{
    private const double ScaleSixError = 0.005415159415902577;

    private static readonly Gen<double> Latency = Gen.OneOf(
        Gen.Double[0.001, 90_000], Gen.Double[1, 2], Gen.Int[-10, 20].Select(e => Math.Pow(2, e)), Gen.Const(0.0));

    private static readonly Gen<List<double>> Latencies = Latency.List[1, 300];

    [Fact]
    public void Parts_merge_to_the_whole_in_any_order_and_split()
    {
        Gen.Select(Latencies, Gen.Int[1, 8], Gen.Int[40, 1_024], Gen.Int[0, int.MaxValue]).Sample((values, parts, maxSpan, seed) =>
        {
            var shuffled = values.ToArray();
            new Random(seed).Shuffle(shuffled);
            var shards = Enumerable.Range(0, parts).Select(_ => new ExpSketch(6, maxSpan)).ToArray();
            for (var i = 0; i < shuffled.Length; i++)
            {
                shards[i % parts].Add(shuffled[i]);
            }

            return Same(Of(values, maxSpan), Merge(shards, maxSpan));
        });
    }

    [Fact]
    public void Merging_is_associative_and_commutative()
    {
        Gen.Select(Latencies, Latencies, Latencies, Gen.Int[40, 1_024]).Sample((a, b, c, maxSpan) =>
        {
            var (x, y, z) = (Of(a, maxSpan), Of(b, maxSpan), Of(c, maxSpan));
            var left = Merge([Merge([x, y], maxSpan), z], maxSpan);
            var right = Merge([x, Merge([y, z], maxSpan)], maxSpan);
            var turned = Merge([z, y, x], maxSpan);
            return Same(left, right) && Same(left, turned);
        });
    }

    [Fact]
    public void Subtracting_what_was_merged_leaves_what_was_there()
    {
        Gen.Select(Latencies, Latencies).Sample((kept, passing) =>
        {
            var sketch = Merge([Of(kept), Of(passing)], 1_024);
            sketch.Subtract(Of(passing));
            var expected = Merge([Of(kept)], 1_024);
            return expected.Scale != sketch.Scale
                || (sketch.Count == expected.Count && new[] { 0.5, 1 }.All(q => expected.Range.Clamp(sketch.Quantile(q)!.Value) == expected.Quantile(q)));
        });
    }

    [Fact]
    public void Every_quantile_is_within_the_promised_error_of_numpys_lower()
    {
        Gen.Select(Gen.Double[0.5, 500].List[1, 400], Gen.Double[0, 1]).Sample((values, q) =>
        {
            var sorted = values.Order().ToList();
            var exact = sorted[(int)Math.Floor(q * (sorted.Count - 1))];
            var got = Of(values).Quantile(q)!.Value;
            return Math.Abs(got - exact) <= (ScaleSixError + 1e-12) * exact;
        });
    }

    [Fact]
    public void A_quantiles_interval_contains_it_and_the_true_one()
    {
        Gen.Select(Latencies, Gen.Double[0.01, 0.99], Gen.Int[40, 1_024]).Sample((values, q, maxSpan) =>
        {
            var sketch = Of(values, maxSpan);
            var exact = values.Order().ElementAt((int)Math.Floor(q * (values.Count - 1)));
            var (value, interval) = (sketch.Quantile(q)!.Value, sketch.QuantileInterval(q)!.Value);
            return interval.Low <= value && value <= interval.High
                && interval.Low <= exact && exact <= interval.High * (1 + 1e-12); // Edges are good to a few units in the last place.
        });
    }

    [Fact]
    public void Quantiles_stay_between_the_least_and_the_largest_value_however_parts_are_merged()
    {
        Gen.Select(Latencies, Gen.Int[1, 5], Gen.Int[40, 1_024], Gen.Double[0, 1]).Sample((values, parts, maxSpan, q) =>
        {
            var whole = Merge([.. values.Index().GroupBy(v => v.Index % parts, v => v.Item).Select(part => Of(part, maxSpan))], maxSpan);
            var (quantile, interval) = (whole.Quantile(q)!.Value, whole.QuantileInterval(q)!.Value);
            return whole.Range == new ValueRange(values.Min(), values.Max())
                && values.Min() <= quantile && quantile <= values.Max() && values.Min() <= interval.Low && interval.High <= values.Max();
        });
    }

    [Fact]
    public void Squared_distances_are_never_told_too_small_and_hardly_too_large()
    {
        Gen.Select(Latencies, Gen.Double[0, 1_000]).Sample((values, from) =>
        {
            var exact = values.Sum(value => (value - from) * (value - from));
            var told = Of(values).SquaredDistances(from);
            var farthest = values.Sum(value => Math.Pow(Math.Abs(value - from) + (2.03 * 2 * ScaleSixError * value), 2)); // Scale 5 at most: the span is bounded.
            return exact * (1 - 1e-9) <= told && told <= farthest * (1 + 1e-9);
        });
    }

    [Theory]
    [InlineData(1.0, 1)]
    [InlineData(1.0, 1_000)]
    [InlineData(8.0, 1_000)]
    [InlineData(3.0, 1_000)]
    [InlineData(0.0, 1_000)]
    public void One_value_alone_lies_in_the_interval_of_its_quantiles(double value, int count)
    {
        var latencies = Of(Enumerable.Repeat(value, count));
        var errors = new SignedSketch(6);
        for (var i = 0; i < count; i++)
        {
            errors.Add(-value, 1);
        }

        foreach (var q in (ReadOnlySpan<double>)[0.05, 0.5, 0.99])
        {
            var (own, signed, magnitude) = (latencies.QuantileInterval(q)!.Value, errors.Quantile(q).Interval!.Value, errors.MagnitudeQuantile(q).Interval!.Value);
            Assert.InRange(value, own.Low, own.High);
            Assert.InRange(-value, signed.Low, signed.High);
            Assert.InRange(value, magnitude.Low, magnitude.High);
            Assert.InRange(own.High - own.Low, 0, 2.01 * ScaleSixError * value);
        }
    }

    [Fact]
    public void Bytes_give_the_same_sketch_back_and_it_goes_on_like_the_first()
    {
        Gen.Select(Latencies, Latency, Gen.Int[40, 1_024]).Sample((values, next, maxSpan) =>
        {
            var sketch = Of(values, maxSpan);
            using var bytes = new MemoryStream();
            sketch.Write(new BinaryWriter(bytes));
            bytes.Position = 0;
            var copy = new ExpSketch(6, maxSpan);
            copy.Read(new BinaryReader(bytes));
            var wasSame = Same(sketch, copy);
            sketch.Add(next);
            copy.Add(next);
            return wasSame && Same(sketch, copy);
        });
    }

    [Theory]
    [InlineData(1.0, -1)]
    [InlineData(2.0, 63)]
    [InlineData(2.0000000000000004, 64)]
    [InlineData(0.25, -129)]
    [InlineData(0.0, ExpSketch.ZeroBucket)]
    public void Powers_of_two_are_upper_bounds(double value, int bucket) => Assert.Equal(bucket, ExpSketch.BucketOf(value, 6));

    [Theory]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Numbers_that_are_not_durations_are_refused(double value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExpSketch(6).Add(value));

    [Fact]
    public void Counts_grow_past_every_width()
    {
        var sketch = new ExpSketch(6);
        foreach (var count in (ReadOnlySpan<long>)[200, 200, 70_000, 5_000_000_000])
        {
            sketch.AddBucket(7, count);
        }

        sketch.AddBucket(9);
        Assert.Equal(5_000_070_400, sketch[7]);
        Assert.Equal(1, sketch[9]);
        Assert.Equal(5_000_070_401, sketch.Count);
    }

    [Fact]
    public void An_empty_sketch_has_no_quantile() => Assert.Null(new ExpSketch(6).Quantile(0.5));

    private static ExpSketch Of(IEnumerable<double> values, int maxSpan = 1_024)
    {
        var sketch = new ExpSketch(6, maxSpan);
        foreach (var value in values)
        {
            sketch.Add(value);
        }

        return sketch;
    }

    private static ExpSketch Merge(ReadOnlySpan<ExpSketch> parts, int maxSpan)
    {
        var whole = new ExpSketch(6, maxSpan);
        foreach (var part in parts)
        {
            whole.Merge(part);
        }

        return whole;
    }

    private static bool Same(ExpSketch a, ExpSketch b) =>
        a.Scale == b.Scale && a.Count == b.Count && a.ZeroCount == b.ZeroCount && a.BucketRange == b.BucketRange
        && Enumerable.Range(0, Math.Max(0, a.BucketRange.High - a.BucketRange.Low + 1)).All(i => a[a.BucketRange.Low + i] == b[a.BucketRange.Low + i]);
}
