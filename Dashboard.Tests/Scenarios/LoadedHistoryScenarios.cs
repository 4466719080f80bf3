using CsCheck;
using Dashboard.Core.Predictions;
using Dashboard.Demo;
using Dashboard.Tests.Windowing;
using Xunit;

namespace Dashboard.Tests.Scenarios;

/// <summary>
/// The same steady stream of predictions and late labels, received as it happens or loaded afterwards: what coverage to
/// expect does not depend on that.
/// </summary>
public class LoadedHistoryScenarios(ITestOutputHelper output)
{
    private const int PerHour = 240;
    private const double RightDelayHours = 2;
    private const double WrongDelayHours = 0.5;

    private static readonly TimeSpan Length = TimeSpan.FromHours(40);
    private static readonly TimeSpan Window = TimeSpan.FromHours(5);

    public enum Arrival
    {
        Live,
        Loaded,
        LoadedThenLive,
        LabelsLoadedAfterAll,
        LabelsLoadedFirst,
    }

    /// <summary>1,200 predictions: three standard errors of a share are 0.043, and the curve is as uncertain again.</summary>
    [Fact]
    public void Expected_coverage_is_the_coverage_however_the_stream_came()
    {
        Gen.Select(Gen.Enum<Arrival>(), Gen.Double[0.5, 1], Gen.Int[1, 1_000_000]).Sample(
            (arrival, everLabelled, seed) =>
            {
                var labels = Play(arrival, everLabelled, seed).Snapshot(Window).Labels;
                Assert.InRange(labels.ExpectedCoverage.Value!.Value, labels.Coverage.Value!.Value - 0.06, labels.Coverage.Value.Value + 0.06);
            },
            iter: 15, threads: 1);
    }

    [Theory]
    [InlineData(Arrival.Live)]
    [InlineData(Arrival.Loaded)]
    [InlineData(Arrival.LoadedThenLive)]
    public void The_corrected_value_is_near_the_truth_however_the_stream_came(Arrival arrival)
    {
        var snapshot = Play(arrival, everLabelled: 0.88, seed: 5).Snapshot(Window);
        output.WriteLine($"{arrival}: coverage {snapshot.Labels.Coverage.Value:P1}, expected {snapshot.Labels.ExpectedCoverage.Value:P1}, corrected {snapshot.Quality.Corrected}");
        Assert.InRange(snapshot.Quality.Corrected.Value!.Value, 0.86, 0.94); // 0.9
        Assert.InRange(snapshot.AsOf - snapshot.Labels.MatureUntil!.Value, TimeSpan.FromHours(6), TimeSpan.FromHours(14)); // 2 h x ln 100 = 9.2 h.
    }

    /// <summary>The demo's own story: three quarters of an hour loaded at once, then minutes as they happen.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 15)]
    [InlineData(10, 5)]
    [InlineData(10, 30)]
    public void The_demo_expects_the_coverage_it_has(int liveMinutes, int windowMinutes)
    {
        var (feed, options) = (new EventFeed(), new DemoOptions());
        var cursor = feed.Time.GetUtcNow();
        var story = new DemoStory(options, cursor, cursor + options.History);
        feed.Time.Advance(options.History);
        for (var end = feed.Time.GetUtcNow() + TimeSpan.FromMinutes(liveMinutes); cursor < end;)
        {
            var next = cursor + (cursor < feed.Time.GetUtcNow() ? TimeSpan.FromSeconds(10) : options.Tick);
            feed.Time.Advance(next > feed.Time.GetUtcNow() ? next - feed.Time.GetUtcNow() : TimeSpan.Zero);
            var events = new List<DemoEvent>();
            story.Tell(cursor, next, events);
            foreach (var one in events.Where(e => e.Model == DemoModels.Fraud && e.Status is null))
            {
                _ = one.Prediction is string predicted
                    ? feed.Predict(one.Id, predicted, one.Timestamp, model: one.Model, version: one.Version!)
                    : feed.Truth(one.Id, one.GroundTruth!, one.Timestamp, one.Model);
            }

            feed.Commit();
            cursor = next;
        }

        var labels = feed.Snapshot(TimeSpan.FromMinutes(windowMinutes), model: DemoModels.Fraud).Labels;
        output.WriteLine($"coverage {labels.Coverage.Value:P1}, expected {labels.ExpectedCoverage.Value:P1} {labels.ExpectedCoverage.Interval}");
        Assert.InRange(labels.ExpectedCoverage.Value!.Value, labels.Coverage.Value!.Value - 0.04, labels.Coverage.Value.Value + 0.04);
    }

    /// <summary>Labels of a load that all say they became known just now: their delays are the age of the history and nothing else.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(30)]
    public void Loaded_labels_that_do_not_say_since_when_they_are_known_teach_nothing(int hoursLater)
    {
        var feed = new EventFeed();
        var events = Events(feed.Time.GetUtcNow(), 0.88, new Random(7));
        feed.Time.Advance(Length);
        foreach (var one in events.Where(e => e.At <= feed.Time.GetUtcNow()))
        {
            _ = one.Predicted is null ? feed.Truth(one.Id, one.Truth!) : feed.Predict(one.Id, one.Predicted, one.At);
        }

        feed.Commit();
        feed.Time.Advance(TimeSpan.FromHours(hoursLater));
        var snapshot = feed.Snapshot(Window + TimeSpan.FromHours(hoursLater));
        Assert.Null(snapshot.Labels.ExpectedCoverage.Value);
        Assert.EndsWith("do not say when they became known", snapshot.Labels.ExpectedCoverage.Undefined, StringComparison.Ordinal);
        Assert.Null(snapshot.Quality.Corrected.Value);
        Assert.NotNull(snapshot.Labels.Coverage.Value);
    }

    [Fact]
    public void A_live_past_teaches_beside_a_load_that_does_not()
    {
        var feed = Play(Arrival.Live, 0.88, seed: 8);
        for (var i = 0; i < 3_000; i++)
        {
            feed.Predict($"loaded{i}", "yes", EventFeed.Start - TimeSpan.FromMinutes(i));
            feed.Truth($"loaded{i}", "yes");
        }

        feed.Commit();
        feed.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.InRange(feed.Snapshot(Window).Labels.ExpectedCoverage.Value!.Value, 0.5, 0.8);
    }

    private static EventFeed Play(Arrival arrival, double everLabelled, int seed)
    {
        var feed = new EventFeed();
        var (start, end) = (feed.Time.GetUtcNow(), feed.Time.GetUtcNow() + Length);
        var events = Events(start, everLabelled, new Random(seed));
        var liveFrom = arrival switch
        {
            Arrival.Live => start,
            Arrival.LoadedThenLive => start + (Length * 0.9),
            _ => end,
        };
        feed.Time.Advance(liveFrom - start);
        var loaded = events.Where(e => e.At <= liveFrom);
        foreach (var one in arrival switch
        {
            Arrival.LabelsLoadedAfterAll => loaded.OrderBy(e => e.Predicted is null),
            Arrival.LabelsLoadedFirst => loaded.OrderBy(e => e.Predicted is not null),
            _ => loaded,
        })
        {
            Send(feed, one);
        }

        feed.Commit();
        foreach (var one in events.Where(e => e.At > liveFrom && e.At <= end))
        {
            feed.Time.Advance(one.At - feed.Time.GetUtcNow());
            Send(feed, one);
            feed.Commit();
        }

        feed.Time.Advance(end - feed.Time.GetUtcNow());
        return feed;
    }

    private static void Send(EventFeed feed, in Sent one) =>
        _ = one.Predicted is null ? feed.Truth(one.Id, one.Truth!, one.At) : feed.Predict(one.Id, one.Predicted, one.At);

    /// <summary>In order of event time; 90 % of the answers are right.</summary>
    private static List<Sent> Events(DateTimeOffset start, double everLabelled, Random random)
    {
        var events = new List<Sent>();
        for (var i = 0; i < Length.TotalHours * PerHour; i++)
        {
            var at = start + TimeSpan.FromHours((double)i / PerHour);
            var isRight = random.NextDouble() < 0.9;
            events.Add(new Sent(at, $"p{i}", "yes", null));
            if (random.NextDouble() < everLabelled)
            {
                var delay = -Math.Log(1 - random.NextDouble()) * (isRight ? RightDelayHours : WrongDelayHours);
                events.Add(new Sent(at + TimeSpan.FromHours(delay), $"p{i}", null, isRight ? "yes" : "no"));
            }
        }

        return [.. events.OrderBy(e => e.At)];
    }

    private readonly record struct Sent(DateTimeOffset At, string Id, string? Predicted, string? Truth);
}
