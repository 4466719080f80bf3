using CsCheck;
using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;
using Xunit;

namespace Dashboard.Tests.Windowing;

public sealed class TrafficOverTimeTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly double[] Steps = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8];

    private static readonly SnapshotKey LastHour = new("m", null, TimeRange.Last(Hour));

    [Fact]
    public void Each_column_equals_its_events_and_loses_none()
    {
        Gen.Select(Gen.Int[10, 3_599], Gen.Double[0.01, 5_000], Gen.Int[0, 2]).List[1, 80].Sample(events =>
        {
            var feed = Fill(events);
            var traffic = feed.Projection.ReadTraffic(LastHour);

            Assert.InRange(traffic.Columns.Count, 60, TrafficOverTime.MaxColumns);
            foreach (var (column, i) in traffic.Columns.Select((column, i) => (column, i)))
            {
                var inside = events.Where(e => EventFeed.Start.AddSeconds(e.Item1) is var at && at >= column.From && at < column.To).ToList();
                Assert.Equal(inside.Count, column.Counts.Predictions);
                Assert.Equal(inside.Count(e => e.Item3 > 0), column.Counts.Failed);
                Assert.Equal(inside.Count(e => e.Item3 == 1), column.Counts.Unanswered);
                Assert.Equal(inside.Count(e => e.Item3 == 2), column.Counts.FailedWithAnswer);
                Assert.Equal(inside.Count, traffic.Latencies.Counts[i].Sum());
                Assert.Equal(inside.Count == 0, column.P95.Value is null);
            }

            Assert.Equal(events.Count, traffic.Total.Predictions);
            Assert.Equal(events.Count, traffic.Trailing[Hour].Valid);
        });
    }

    [Fact]
    public void The_map_has_few_rows_between_round_edges_that_hold_their_latencies()
    {
        Gen.Double[0.002, 1e6].List[1, 60].Sample(latencies =>
        {
            var feed = Fill([.. latencies.Select((ms, i) => (10 + i, ms, 0))]);
            var heat = feed.Projection.ReadTraffic(LastHour).Latencies;

            Assert.InRange(heat.Rows, 1, LatencyHeat.MaxRows);
            Assert.All(heat.EdgesMs.Zip(heat.EdgesMs.Skip(1)), pair => Assert.True(pair.First < pair.Second));
            Assert.All(heat.EdgesMs, edge => Assert.Contains(Steps, step => Math.Abs((edge / Math.Pow(10, Math.Floor(Math.Log10(edge) + 1e-9))) - step) < 1e-6));
            Assert.True(heat.EdgesMs[0] <= latencies.Min() * 1.01);
            Assert.True(heat.EdgesMs[^1] >= latencies.Order().ElementAt((int)(0.999 * (latencies.Count - 1))) * 0.99);
        });
    }

    [Fact]
    public void Levels_follow_the_share_of_the_column()
    {
        var heat = new LatencyHeat([1, 2, 5, 10], [[1, 4, 95], [0, 0, 0], [0, 0, 3]]);

        Assert.Equal([1, 2, LatencyHeat.Levels], Enumerable.Range(0, 3).Select(row => heat.LevelOf(0, row)));
        Assert.Equal([0, 0, 0], Enumerable.Range(0, 3).Select(row => heat.LevelOf(1, row)));
        Assert.Equal(LatencyHeat.Levels, heat.LevelOf(2, 2)); // Three of three weigh what 95 of 100 do.
        Assert.Equal((5.0, 10.0), heat.FullestOf(0));
        Assert.Null(heat.FullestOf(1));
    }

    [Fact]
    public void Without_events_there_is_no_map_and_no_verdict()
    {
        var traffic = Fill([]).Projection.ReadTraffic(LastHour);

        Assert.Equal(0, traffic.Latencies.Rows);
        Assert.Equal(TargetVerdict.Undecided, traffic.Against(0.999).Verdict);
        Assert.NotNull(traffic.Against(0.999).Availability.Undefined);
    }

    [Fact]
    public void What_is_read_together_covers_one_window()
    {
        var feed = new EventFeed();
        feed.Time.Advance(Hour);
        foreach (var (country, i) in new[] { "DE", "FR", "DE" }.Select((country, i) => (country, i)))
        {
            feed.Predict($"{i}", "yes", EventFeed.Start.AddMinutes(5 + (10 * i)), country: country);
        }

        feed.Commit();
        var readings = feed.Projection.ReadSegments(LastHour, "country", ["DE", "FR"]);

        Assert.Equal([2L, 1L], readings.Select(reading => reading.Tally.Predictions));
        Assert.Single(readings.Select(reading => (reading.From, reading.To)).Distinct());
    }

    /// <param name="events">Second, latency, and 0 for fine, 1 for failed without an answer, 2 for failed with one.</param>
    private static EventFeed Fill(IReadOnlyList<(int Second, double Ms, int Fault)> events)
    {
        var feed = new EventFeed();
        feed.Time.Advance(Hour);
        foreach (var ((second, ms, fault), i) in events.Select((e, i) => (e, i)))
        {
            feed.Predict($"{i}", fault == 1 ? null : "yes", EventFeed.Start.AddSeconds(second), ms, failed: fault > 0);
        }

        feed.Commit();
        return feed;
    }
}
