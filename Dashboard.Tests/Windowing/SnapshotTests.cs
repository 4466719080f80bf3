using CsCheck;
using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;
using Xunit;

namespace Dashboard.Tests.Windowing;

public class SnapshotTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void The_newest_event_is_in_the_range_at_once()
    {
        var feed = new EventFeed();
        feed.Time.Advance(TimeSpan.FromSeconds(9.9));
        feed.Predict("a", "yes", latencyMs: 3);
        feed.Commit();

        var snapshot = feed.Snapshot(TimeSpan.FromMinutes(5));
        Assert.Equal(EventFeed.Start.AddSeconds(10), snapshot.To);
        Assert.Equal(1, snapshot.Traffic.Predictions);
        Assert.Equal((1L, 3.0), (snapshot.Series.Points[^1].Predictions, snapshot.Series.Points[^1].MeanLatencyMs));
        Assert.Equal(feed.Time.GetUtcNow(), snapshot.LastPrediction);
    }

    [Fact]
    public void What_arrived_is_counted_whatever_the_range()
    {
        var feed = new EventFeed();
        feed.Predict("a", "yes", version: "1", country: "DE");
        feed.Commit();
        var before = (feed.Snapshot(Hour).Arrived, feed.Snapshot(Hour, version: "2").Arrived, feed.Snapshot(Hour, country: "DE").Arrived);
        feed.Time.Advance(TimeSpan.FromHours(3));
        feed.Predict("b", "yes", version: "2", country: "FR");
        feed.Truth("a", "yes");
        feed.Truth("a", "no");
        feed.Commit();

        Assert.Equal(new Arrivals(1, 2), feed.Snapshot(Hour).Arrived.Since(before.Item1));
        Assert.Equal(new Arrivals(1, 0), feed.Snapshot(Hour, version: "2").Arrived.Since(before.Item2));
        Assert.Equal(new Arrivals(0, 2), feed.Snapshot(Hour, country: "DE").Arrived.Since(before.Item3));
        Assert.Null(before.Item1.Since(feed.Snapshot(Hour).Arrived));
    }

    [Fact]
    public void Throughput_covers_the_last_minute_while_the_newest_bucket_fills()
    {
        var feed = new EventFeed();
        for (var second = 0; second < 95; second++)
        {
            feed.Time.Advance(TimeSpan.FromSeconds(1));
            for (var i = 0; i < 3; i++)
            {
                feed.Predict($"{second} {i}", "yes");
            }
        }

        feed.Commit();
        Assert.Equal(3, feed.Snapshot(Hour).Traffic.Throughput.Value!.Value, 0.1);
    }

    [Theory]
    [InlineData(65)]
    [InlineData(90)]
    [InlineData(119)]
    public void Throughput_of_a_segment_covers_the_last_minute_while_its_newest_minute_fills(int seconds)
    {
        var feed = new EventFeed();
        for (var second = 0; second < seconds; second++)
        {
            for (var i = 0; i < 3; i++)
            {
                feed.Predict($"{second} {i}", "yes", country: i == 0 ? "FR" : "DE");
            }

            feed.Time.Advance(TimeSpan.FromSeconds(1));
        }

        feed.Commit();
        Assert.Equal(2, feed.Snapshot(Hour, country: "DE").Traffic.Throughput.Value!.Value, 0.01);
    }

    [Fact]
    public void A_minute_is_down_when_half_of_its_requests_failed_whatever_their_version_and_silent_without_any()
    {
        var feed = new EventFeed();
        Minute(("1", false), ("2", false), ("2", true));
        Minute(("1", true), ("2", false));
        Minute();
        Minute(("1", true), ("1", true), ("2", false), ("2", false), ("2", false));
        feed.Predict("filling", "yes", failed: true);
        feed.Commit();

        var now = feed.Time.GetUtcNow();
        var key = new SnapshotKey("m", null, TimeRange.Between(now.AddMinutes(-4), now));
        Assert.Equal(new ServiceMinutes(Up: 2, Down: 1, Silent: 1), feed.Projection.Look(key).Sums.Minutes);
        Assert.Null(feed.Projection.Look(key with { Range = TimeRange.Between(now.AddDays(-3), now) }).Sums.Minutes);
        Assert.Null(feed.Projection.Look(key, now.AddMinutes(-1)).Sums.Minutes);

        void Minute(params (string Version, bool Failed)[] requests)
        {
            foreach (var (version, failed) in requests)
            {
                feed.Predict(Guid.NewGuid().ToString(), "yes", version: version, failed: failed);
            }

            feed.Time.Advance(TimeSpan.FromMinutes(1));
        }
    }

    [Fact]
    public void A_point_of_the_series_equals_the_same_span_computed_from_its_events()
    {
        Gen.Select(Gen.Select(Gen.Int[0, 3_500], Gen.Int[0, 3], Gen.Int[1, 500]).List[1, 60], Gen.Bool).Sample((events, isRegression) =>
        {
            var feed = new EventFeed();
            feed.Time.Advance(Hour);
            for (var i = 0; i < events.Count; i++)
            {
                var (second, error, latency) = events[i];
                feed.Predict($"{i}", Value(0, isRegression), EventFeed.Start.AddSeconds(second), latency);
                feed.Truth($"{i}", Value(error, isRegression));
            }

            feed.Commit();
            var series = feed.Snapshot(Hour).Series;
            foreach (var point in series.Points)
            {
                var inside = events.Where(e => EventFeed.Start.AddSeconds(e.Item1) >= point.Time - series.Span && EventFeed.Start.AddSeconds(e.Item1) < point.Time).ToList();
                Assert.Equal(inside.Count, point.Labelled);
                double? quality = inside.Count == 0 ? null : inside.Average(e => isRegression ? e.Item2 : e.Item2 == 0 ? 1 : 0);
                Assert.Equal(quality ?? -1, point.Quality ?? -1, 1e-9);
                var p95 = inside.Select(e => (double)e.Item3).Order().ElementAtOrDefault((int)(0.95 * (inside.Count - 1)));
                Assert.Equal(p95, point.P95LatencyMs ?? 0, p95 * 0.00542);
                Assert.True(point.Quality is null || (point.Low <= point.Quality && point.Quality <= point.High) || inside.Count == 1);
            }
        }, iter: 30);

        static object Value(int error, bool isRegression) => isRegression ? 10.0 + error : error == 0 ? "right" : $"wrong {error}";
    }

    [Fact]
    public void Reusing_points_and_sums_gives_what_building_anew_gives()
    {
        Gen.Select(Gen.Int[0, 3_600], Gen.Int[0, 20], Gen.Bool).List[1, 80].Sample(steps =>
        {
            var feed = new EventFeed();
            feed.Time.Advance(Hour);
            Snapshot? previous = null;
            for (var i = 0; i < steps.Count; i++)
            {
                var (secondsAgo, wait, isRight) = steps[i];
                feed.Predict($"{i}", "yes", feed.Time.GetUtcNow().AddSeconds(-secondsAgo), latencyMs: i, version: i % 3 == 0 ? "1" : "2", score: i % 10 / 10.0);
                feed.Truth($"{i / 2}", isRight ? "yes" : "no");
                feed.Commit();
                feed.Time.Advance(TimeSpan.FromSeconds(wait));
                previous = feed.Snapshot(Hour, previous: previous);
                var anew = feed.Snapshot(Hour);
                Assert.Equal(anew.Series.Points, previous.Series.Points);
                Assert.Equal(anew.Versions, previous.Versions);
                Assert.Equal(Figures(anew), Figures(previous));
            }
        }, iter: 30);

        static object Figures(Snapshot s) => (s.Traffic, s.Labels, s.Latency.Mean, s.Latency.P95, s.Classification!.Accuracy, s.Classification.MacroF1, s.Quality);
    }

    [Fact]
    public void Histogram_bars_are_even_and_hold_everything()
    {
        Gen.Double[0, 3_000].List[1, 200].Sample(latencies =>
        {
            var feed = new EventFeed();
            for (var i = 0; i < latencies.Count; i++)
            {
                feed.Predict($"{i}", "yes", latencyMs: latencies[i]);
            }

            feed.Commit();
            var first = feed.Snapshot(Hour);
            var bars = first.Latency.Histogram;
            Assert.InRange(bars.Count, 1, 60);
            Assert.Equal(latencies.Count, bars.Sum(b => b.Count));
            Assert.All(bars, b => Assert.True(b.Count >= 0));
            Assert.Equal(0, bars[0].FromMs);
            var width = bars[0].ToMs;
            Assert.All(bars, b => Assert.Equal(width, b.ToMs - b.FromMs, width * 1e-9));
            Assert.Contains(width / Math.Pow(10, Math.Floor(Math.Log10(width * 1.0000001))), new[] { 1.0, 2, 5 }, new Near());
        }, iter: 100);
    }

    [Fact]
    public void A_long_tail_leaves_the_body_of_the_histogram_readable()
    {
        var feed = new EventFeed();
        for (var i = 1; i <= 1_000; i++)
        {
            feed.Predict($"{i}", "yes", latencyMs: i <= 960 ? 50 + (i % 50) : 5_000);
        }

        feed.Commit();
        var bars = feed.Snapshot(Hour).Latency.Histogram;
        Assert.Equal(200, bars[^1].ToMs);
        Assert.Equal((40, 40), (bars[^1].Count, bars[^1].Slower));
        Assert.True(bars.Count(b => b.Count > 0) > 10);
        Assert.All(bars.SkipLast(1), b => Assert.Equal(0, b.Slower));
    }

    [Fact]
    public void Histogram_edges_stay_while_they_fit()
    {
        var feed = new EventFeed();
        Snapshot? shown = null;
        foreach (var (speed, upperEdge) in new[] { (1.0, 1_000), (1.002, 1_000), (0.7, 1_000), (40, 40_000) })
        {
            for (var i = 1; i <= 1_000; i++)
            {
                feed.Predict($"{speed} {i}", "yes", latencyMs: i * speed);
            }

            feed.Commit();
            shown = feed.Snapshot(Hour, previous: shown);
            Assert.Equal(upperEdge, shown.Latency.Histogram[^1].ToMs);
        }
    }

    [Fact]
    public void More_labels_than_the_matrix_shows_are_folded_into_other()
    {
        var feed = new EventFeed();
        for (var i = 0; i < 30; i++)
        {
            for (var times = 0; times <= i; times++)
            {
                feed.Predict($"{i} {times}", $"label {i:00}");
                feed.Truth($"{i} {times}", $"label {i:00}");
            }
        }

        feed.Commit();
        var classification = feed.Snapshot(Hour).Classification!;
        Assert.Equal([.. Enumerable.Range(10, 20).Select(i => $"label {i:00}"), "__other__"], classification.Matrix.Labels);
        Assert.Equal(Enumerable.Range(1, 10).Sum(), classification.Matrix.Counts[20, 20]);
        Assert.Equal(465, classification.Matrix.Counts.Cast<long>().Sum());
        Assert.Equal(1, classification.MacroF1.Value);
    }

    [Fact]
    public void A_fixed_range_in_the_past_is_rounded_to_the_buckets_still_kept()
    {
        var feed = new EventFeed();
        feed.Predict("a", "yes", latencyMs: 5);
        feed.Commit();
        feed.Time.Advance(TimeSpan.FromDays(1));
        var range = TimeRange.Between(EventFeed.Start.AddSeconds(-90), EventFeed.Start.AddSeconds(15));
        var snapshot = feed.Projection.Build(new SnapshotKey("m", null, range), 1, feed.Time.GetUtcNow(), null);

        Assert.Equal((EventFeed.Start.AddMinutes(-2), EventFeed.Start.AddMinutes(1)), (snapshot.From, snapshot.To));
        Assert.Equal(1, snapshot.Traffic.Predictions);
        Assert.Equal(TimeSpan.FromMinutes(1), snapshot.Series.Step);
    }

    [Fact]
    public void A_range_that_ends_before_it_begins_is_empty()
    {
        var feed = new EventFeed();
        var range = TimeRange.Between(EventFeed.Start, EventFeed.Start.AddHours(-1));
        var snapshot = feed.Projection.Build(new SnapshotKey("m", null, range), 1, feed.Time.GetUtcNow(), null);
        Assert.True(snapshot.IsEmpty);
        Assert.Empty(snapshot.Series.Points);
        Assert.NotNull(snapshot.Traffic.Throughput.Undefined);
    }

    private sealed class Near : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) < 1e-6;

        public int GetHashCode(double value) => 0;
    }
}
