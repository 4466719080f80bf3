using System.Text.Json;
using Dashboard.Core.Metrics;
using Xunit;

namespace Dashboard.Tests.Reference;

public class LatencyGoldenTests(ITestOutputHelper output)
{
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

    [Theory]
    [InlineData("p50", 0.5)]
    [InlineData("p75", 0.75)]
    [InlineData("p90", 0.9)]
    [InlineData("p95", 0.95)]
    [InlineData("p99", 0.99)]
    [InlineData("p99.9", 0.999)]
    [InlineData("p99.99", 0.9999)]
    public void Percentiles_agree_with_numpy(string metric, double q)
    {
        var sketch = Fill(6);
        _golden.Check(metric, sketch.Quantile(q));
        Assert.Equal(_golden.Case(metric).GetProperty("sketch_value").GetDouble(), sketch.Quantile(q)!.Value, 1e-12);
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
