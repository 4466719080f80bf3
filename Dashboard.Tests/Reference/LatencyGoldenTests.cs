using System.Text.Json;
using Dashboard.Core.Metrics;
using Xunit;

namespace Dashboard.Tests.Reference;

public class LatencyGoldenTests(ITestOutputHelper output)
{
    private static readonly (string Metric, double Q)[] Percentiles =
        [("p50", 0.5), ("p75", 0.75), ("p90", 0.9), ("p95", 0.95), ("p99", 0.99), ("p99.9", 0.999), ("p99.99", 0.9999)];

    private readonly Golden _golden = new("latency");

    [Fact]
    public void Every_bucket_count_at_scale_6_is_exact()
    {
        var sketch = Fill(6);
        var buckets = Buckets(_golden["sketch_buckets_scale6"]);

        Assert.All(buckets, b => Assert.Equal(b.Count, sketch[b.Index]));
        Assert.Equal(_golden["sketch_zero_count"].GetInt64(), sketch.ZeroCount);
        Assert.Equal(20_000, buckets.Sum(b => b.Count) + sketch.ZeroCount);
        output.WriteLine($"{buckets.Count} bucket counts exact");
    }

    [Fact]
    public void A_sketch_brought_down_by_its_span_has_the_buckets_of_the_coarser_scale()
    {
        var sketch = Fill(6, maxSpan: 600); // The data span 1,040 buckets at scale 6.
        Assert.Equal(5, sketch.Scale);
        Assert.All(Buckets(_golden["sketch_buckets_scale5"]), b => Assert.Equal(b.Count, sketch[b.Index]));
    }

    [Fact]
    public void Percentiles_mean_and_slow_share_agree_with_numpy()
    {
        var sketch = Fill(6);
        foreach (var (metric, q) in Percentiles)
        {
            var figure = LatencyMetrics.Quantile(sketch, q);
            _golden.Check(metric, figure);
            Assert.Equal(_golden.Case(metric).GetProperty("sketch_value").GetDouble(), figure.Value!.Value, 1e-12);
        }

        CheckSlowShare(sketch);
        _golden.Check("max", sketch.Range.Most);
        _golden.CheckNothingForgotten(
            output, ("sketch_buckets_scale6", "another test"), ("sketch_buckets_scale5", "another test"), ("sketch_zero_count", "another test"),
            ("mean", "another test"));
    }

    [Fact]
    public void The_mean_is_exact_to_the_microsecond_that_is_kept()
    {
        var tally = new Tally();
        foreach (var row in _golden.Rows())
        {
            var micros = (long)Math.Round(Golden.Number(row["seconds"]) * 1e6);
            tally.AddPrediction(failed: false, answered: true, micros, Tally.LatencyBucket(micros));
        }

        Assert.Equal(_golden["mean"].GetDouble() * 1_000, LatencyMetrics.Mean(tally).Value!.Value, 0.0005);
    }

    [Fact]
    public void Rows_give_numpys_linear_percentiles_to_12_digits_and_the_share_above_the_limit_itself()
    {
        double[] seconds = [.. _golden.Rows().Select(row => Golden.Number(row["seconds"]))];
        var exact = new ExactLatencies(seconds);
        var sketch = Fill(6);
        foreach (var (metric, q) in Percentiles)
        {
            var (expected, figure) = (_golden.Case(metric), exact.Quantile(q));
            Assert.Equal(1, figure.Value!.Value / expected.GetProperty("exact_linear").GetDouble(), 1e-12);
            Assert.Equal(expected.GetProperty("order_stat_ci95")[0].GetDouble(), figure.Interval!.Value.Low, 1e-12);
            Assert.Equal(expected.GetProperty("order_stat_ci95")[1].GetDouble(), figure.Interval.Value.High, 1e-12);
            Assert.Equal(figure.Value.Value, sketch.Quantile(q)!.Value, 0.0055 * figure.Value.Value);
        }

        Assert.Equal(1, exact.Mean.Value!.Value / _golden["mean"].GetDouble(), 1e-12);
        var slow = _golden["slow_share_over_snapped_p95"];
        Assert.Equal(slow.GetProperty("slow").GetInt64() / 20_000.0, exact.SlowShare(slow.GetProperty("threshold").GetDouble()).Value);
        Assert.Equal(seconds.Count(second => second > 0.02) / 20_000.0, exact.SlowShare(0.02).Value); // No edge of a bucket.
    }

    [Fact]
    public void The_means_interval_from_the_sketch_holds_that_of_the_rows_and_is_hardly_wider()
    {
        var tally = new Tally();
        foreach (var row in _golden.Rows())
        {
            var micros = (long)Math.Round(Golden.Number(row["seconds"]) * 1e6);
            tally.AddPrediction(failed: false, answered: true, micros, Tally.LatencyBucket(micros));
        }

        var exact = new ExactLatencies([.. _golden.Rows().Select(row => Math.Round(Golden.Number(row["seconds"]) * 1e6) / 1_000)]).Mean;
        var live = LatencyMetrics.Mean(tally);
        var (of, than) = (live.Interval!.Value, exact.Interval!.Value);
        Assert.Equal(exact.Value!.Value, live.Value!.Value, 1e-9);
        Assert.True(of.Low <= than.Low && than.High <= of.High);
        Assert.InRange((of.High - of.Low) / (than.High - than.Low), 1, 1.02);
    }

    [Theory]
    [InlineData("p50", 0.5)]
    [InlineData("p95", 0.95)]
    [InlineData("p99", 0.99)]
    public void Intervals_of_percentiles_are_those_of_the_order_statistics(string metric, double q)
    {
        var expected = _golden.Case(metric).GetProperty("order_stat_ci95");
        var interval = Fill(6).QuantileInterval(q)!.Value;

        Assert.InRange(interval.Low, expected[0].GetDouble() * 0.985, expected[0].GetDouble());
        Assert.InRange(interval.High, expected[1].GetDouble(), expected[1].GetDouble() * 1.015);
    }

    /// <summary>The limit is the upper edge of the bucket that holds the 95 % point, and every limit in that bucket counts as the edge.</summary>
    private void CheckSlowShare(ExpSketch sketch)
    {
        var expected = _golden["slow_share_over_snapped_p95"];
        var edge = expected.GetProperty("threshold").GetDouble();
        foreach (var limit in new[] { edge, edge * 0.9999, edge * 0.995 })
        {
            Assert.Equal(expected.GetProperty("slow").GetInt64(), sketch.CountAbove(limit));
            Assert.Equal(edge, sketch.EdgeAbove(limit), 1e-12);
            Assert.Equal(expected.GetProperty("slow").GetInt64() / 20_000.0, LatencyMetrics.SlowShare(sketch, limit).Value);
        }

        Assert.Equal(20_000 - sketch.ZeroCount, sketch.CountAbove(0));
        _golden.MarkSeen("slow_share_over_snapped_p95");
    }

    private ExpSketch Fill(int scale, int maxSpan = 1_100)
    {
        var sketch = new ExpSketch(scale, maxSpan);
        foreach (var row in _golden.Rows())
        {
            sketch.Add(Golden.Number(row["seconds"]));
        }

        return sketch;
    }

    private static List<(int Index, long Count)> Buckets(JsonElement pairs) =>
        [.. pairs.EnumerateArray().Select(p => (p[0].GetInt32(), p[1].GetInt64()))];
}
