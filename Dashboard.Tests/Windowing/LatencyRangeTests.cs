using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;
using Xunit;

namespace Dashboard.Tests.Windowing;

/// <summary>Quantiles of latencies stay between the least and the largest that came, wherever they are read.</summary>
public class LatencyRangeTests
{
    [Fact]
    public void Latencies_of_8_ms_have_quantiles_of_8_ms_and_a_mean_without_doubt()
    {
        var cell = Filled(8_000, 8_000, 8_000);

        AssertAll(8, cell.Tally);
        AssertAll(8, StoredCells.Decode(CellCodec.Encode(cell).ToArray()).Tally);
        Assert.Equal(new Interval(8, 8), LatencyMetrics.Mean(cell.Tally).Interval);
        Assert.Equal((60.0, new Interval(60, 60)), (LabelMetrics.Delay(cell.Tally, 0.5).Value, LabelMetrics.Delay(cell.Tally, 0.5).Interval));
    }

    [Fact]
    public void A_cell_stored_without_its_range_is_read_and_tells_no_more_than_its_buckets()
    {
        var old = StoredCells.Decode(StoredCells.WithoutRanges(Filled(8_000, 8_000, 8_000)));
        Assert.Equal(3, old.Tally.Latency.Count);
        Assert.Equal(ValueRange.Unknown, old.Tally.Latency.Range);
        Assert.Equal(7.957, old.Tally.Latency.Quantile(0.5)!.Value, 0.001);
        Assert.Equal((3, ValueRange.Unknown), (old.Tally.Delay!.Count, old.Tally.Delay.Range));

        old.Tally.Merge(Filled(8_000).Tally);
        Assert.Equal(ValueRange.Unknown, old.Tally.Latency.Range); // Of the first three it still is.

        var empty = StoredCells.Decode(StoredCells.WithoutRanges(Filled()));
        empty.Tally.Merge(Filled(8_000).Tally);
        AssertAll(8, empty.Tally);
    }

    [Fact]
    public void A_window_that_moves_on_has_the_range_of_what_is_in_it()
    {
        var feed = new EventFeed();
        feed.Time.Advance(TimeSpan.FromHours(1));
        for (var second = 0; second < 3_600; second += 20)
        {
            feed.Predict($"{second}", "yes", EventFeed.Start.AddSeconds(second), second < 1_800 ? 500 : 8);
        }

        feed.Commit();
        var snapshot = feed.Snapshot(TimeSpan.FromHours(1));

        var half = EventFeed.Start.AddSeconds(1_800);
        Assert.All(snapshot.Series.Points.Where(point => point.Time <= half), point => Assert.Equal(500, point.P95LatencyMs));
        Assert.Contains(snapshot.Series.Points, point => point.Time - snapshot.Series.Span >= half);
        Assert.All(snapshot.Series.Points.Where(point => point.Time - snapshot.Series.Span >= half), point => Assert.Equal(8, point.P95LatencyMs));
    }

    private static void AssertAll(double expected, Tally tally)
    {
        foreach (var q in (ReadOnlySpan<double>)[0, 0.5, 0.95, 1])
        {
            var figure = LatencyMetrics.Quantile(tally.Latency, q);
            Assert.Equal((expected, new Interval(expected, expected)), (figure.Value, figure.Interval));
        }
    }

    private static Cell Filled(params long[] micros)
    {
        var cell = StoredCells.Make();
        foreach (var latency in micros)
        {
            cell.Tally.AddPrediction(failed: false, answered: true, latency, Tally.LatencyBucket(latency));
            cell.Tally.AddDelay(TimeSpan.TicksPerMinute, Tally.DelayBucket(TimeSpan.TicksPerMinute));
        }

        return cell;
    }
}
