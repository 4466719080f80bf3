using System.Globalization;
using System.Text.Json;
using CsCheck;
using Dashboard.Core.Baselines;
using Dashboard.Core.Metrics.Features;
using Dashboard.Core.Storage;
using Dashboard.Core.Windowing;
using Dashboard.Tests.Ingestion;
using Dashboard.Tests.Metrics.Features;
using Dashboard.Tests.Windowing;

namespace Dashboard.Tests.Scenarios;

/// <summary>A model whose baseline is learned from its first predictions and whose features then move, on fake time.</summary>
public class FeatureScenarios
{
    private const int PerMinute = 100;
    private const int FirstPredictions = 200;

    private static readonly WindowingOptions Options = new();

    /// <summary>One step of a life: what happens, to which of 30 ids, and with which value.</summary>
    private static readonly Gen<List<(int Kind, int Id, int Value)>> Life = Gen.Select(Gen.Int[0, 7], Gen.Int[0, 29], Gen.Int[0, 9]).List[1, 120];

    private int _sent;

    [Fact]
    public async Task Features_are_counted_by_a_baseline_of_the_first_and_a_restart_changes_nothing()
    {
        await using var rig = new WriterRig();
        await rig.StartAsync();
        var learner = Learner(rig);
        await SendAsync(rig, minutes: 10);
        await learner.LearnAsync(TestContext.Current.CancellationToken);
        Assert.Equal("no baseline yet: it needs 2000 predictions with features, has 1000", Read(rig, 60).Lack);
        Assert.Empty(Read(rig, 60).Figures);

        await SendAsync(rig, minutes: 11);
        await learner.LearnAsync(TestContext.Current.CancellationToken);
        var baseline = rig.Projection.Features.Of(rig.Catalog.Find("shop")!)!;
        Assert.Equal((2_000, 2_101, 3, 0), (baseline.Predictions, baseline.Number, baseline.Features.Count, baseline.Beyond));
        await rig.UntilReachesBackAsync("shop");
        rig.Time.SetUtcNow(new DateTimeOffset(Resolutions.Ceiling(rig.Time.GetUtcNow().UtcTicks, TimeSpan.TicksPerMinute), TimeSpan.Zero));
        Assert.Equal((2_100, 2_100, null), (Read(rig, 60).Predictions, Read(rig, 60).Counted, Read(rig, 60).Lack));

        await SendAsync(rig, minutes: 5);
        await SendAsync(rig, minutes: 3, isMoved: true);
        AssertMoved(rig);

        var before = Picture(rig);
        await rig.StopAsync();
        await using var next = new WriterRig(rig);
        await next.StartAsync();
        Assert.Equal(before, Picture(next));
        await SendAsync(next, minutes: 1);
        Assert.Equal(3_000, Read(next, 60).Counted);
        await Learner(next).LearnAsync(TestContext.Current.CancellationToken);
        Assert.Equal(baseline.Number, next.Projection.Features.Of(next.Catalog.Find("shop")!)!.Number);
    }

    [Fact]
    public async Task What_is_removed_or_too_old_teaches_nothing()
    {
        await using var rig = new WriterRig();
        await rig.StartAsync();
        await SendAsync(rig, minutes: 21);
        await rig.Writer.RemoveModelAsync("shop");
        var learner = Learner(rig);
        await learner.LearnAsync(TestContext.Current.CancellationToken);
        Assert.Null(rig.Projection.Features.Of(rig.Catalog.Find("shop")!));

        await SendAsync(rig, minutes: 21);
        await rig.Session.Current!.Events.SweepAsync(new EventRetention(rig.Time.GetUtcNow().UtcTicks, long.MaxValue), TestContext.Current.CancellationToken);
        await SendAsync(rig, minutes: 1);
        await learner.LearnAsync(TestContext.Current.CancellationToken);
        Assert.Equal("no baseline yet: it needs 2000 predictions with features, and 100 are still stored", Read(rig, 60).Lack);
    }

    [Fact]
    public async Task Only_minutes_and_longer_of_whole_versions_hold_features()
    {
        await using var rig = new WriterRig();
        await rig.StartAsync();
        await SendAsync(rig, minutes: 20);
        await Learner(rig).LearnAsync(TestContext.Current.CancellationToken);
        await rig.UntilReachesBackAsync("shop");
        await SendAsync(rig, minutes: 2);
        var cells = (await rig.Session.Current!.Cells.LoadAsync(TestContext.Current.CancellationToken)).Cells
            .ToLookup(cell => cell.Address.Dimension.Length == 0 && cell.Address.ResolutionSeconds >= 60);

        Assert.Equal(1_000, Read(rig, 10).Counted);
        Assert.Equal(1_000, Read(rig, 10, version: "1").Counted + Read(rig, 10, version: "2").Counted);
        Assert.All(cells[false], cell => Assert.Equal(0, cell.Content.Span[^1]));
        Assert.NotEmpty(cells[false]);
        Assert.Contains(cells[true], cell => cell.Content.Span[^1] != 0);
    }

    [Fact]
    public async Task Of_a_past_instant_features_are_told_while_nothing_of_the_range_came_since()
    {
        await using var rig = new WriterRig();
        await rig.StartAsync();
        await SendAsync(rig, minutes: 20);
        await Learner(rig).LearnAsync(TestContext.Current.CancellationToken);
        await SendAsync(rig, minutes: 4);
        var then = rig.Time.GetUtcNow();
        await SendAsync(rig, minutes: 2);

        var past = Read(rig, 4, asOf: then);
        Assert.Equal((400, 400, null), (past.Predictions, past.Counted, past.Lack));
        await rig.SendLinesAsync([Line("late", then.AddMinutes(-2), isMoved: true)]);
        past = Read(rig, 4, asOf: then);
        Assert.Equal((400, 0), (past.Predictions, past.Counted));
        Assert.Contains("came since", past.Lack, StringComparison.Ordinal);
        await rig.UntilReachesBackAsync("shop");
        Assert.Equal(2_601, Read(rig, 30).Counted);
    }

    [Fact]
    public void A_restart_at_any_point_counts_the_same_features()
    {
        Life.Sample(steps =>
        {
            var feed = FeedWithBaseline();
            steps.ForEach(step => Play(feed, step));

            feed.Commit();
            var before = Picture(feed.Projection.ReadFeatures(EventFeed.Key(TimeSpan.FromHours(2))));
            feed.Restart();
            Assert.Equal(before, Picture(feed.Projection.ReadFeatures(EventFeed.Key(TimeSpan.FromHours(2)))));
            feed.SaveCells();
            feed.Restart();
            Assert.Equal(before, Picture(feed.Projection.ReadFeatures(EventFeed.Key(TimeSpan.FromHours(2)))));
        }, iter: 200);
    }

    [Fact]
    public void However_often_it_is_interrupted_nothing_is_counted_twice()
    {
        Gen.Select(Gen.Int[0, 10], Gen.Int[0, 29], Gen.Int[0, 9]).List[1, 120].Sample(steps =>
        {
            var feed = FeedWithBaseline();
            var sent = FirstPredictions + 1 + steps.Sum(step => Play(feed, step));
            feed.Commit();
            Assert.InRange(Read().Counted, 1, sent);

            feed.CountEarlier();
            while (feed.SaveCells(limit: 3))
            {
            }

            Assert.Equal(sent, Read().Counted);
            feed.Restart();
            Assert.Equal(sent, Read().Counted);
            Assert.True(feed.Projection.Features.Of(feed.Catalog.Find("m")!)!.ReachesBack);

            FeatureReading Read() => feed.Projection.ReadFeatures(EventFeed.Key(TimeSpan.FromHours(24)));
        }, iter: 150);
    }

    /// <summary>Its baseline is stored, and what came before it not counted yet.</summary>
    private static EventFeed FeedWithBaseline()
    {
        var feed = new EventFeed();
        Enumerable.Range(0, FirstPredictions).ToList().ForEach(i => feed.Predict($"first {i}", "a", amount: i * 0.5));
        feed.Commit();
        feed.Projection.Adopt(feed.Catalog.Find("m")!, Baseline(feed), 0);
        feed.Predict("second", "a", amount: 1.0);
        feed.Commit();
        feed.SaveCells();
        return feed;
    }

    private static FeatureBaseline Baseline(EventFeed feed)
    {
        var sample = new FeatureSample(feed.Catalog.FieldNames);
        using var batch = new Core.Predictions.EventBatch();
        for (var i = 0; i < FirstPredictions; i++)
        {
            var span = Core.Predictions.AttributeWriter.Append(batch, default, FeatureRows.Attribute(feed.Catalog.FieldNames.Intern("amount"), i * 0.5));
            sample.Add(batch.Text(span), i);
        }

        return sample.ToBaseline(FeatureBaseline.MostFeatures);
    }

    /// <returns>Predictions with features that it brought.</returns>
    private static int Play(EventFeed feed, (int Kind, int Id, int Value) step)
    {
        switch (step.Kind)
        {
            case <= 3:
                var at = feed.Time.GetUtcNow().AddMinutes(step.Kind == 3 ? -step.Id : 0);
                object? amount = step.Value == 9 ? "a text" : step.Value == 8 ? null : (step.Id * 5.0) - step.Value;
                var verdict = feed.Predict($"p{step.Id} {step.Value}", "a", at, version: step.Id % 2 == 0 ? "1" : "2", amount: amount);
                return verdict == Core.Predictions.Verdict.Accepted && amount is not null ? 1 : 0;
            case 4:
                feed.Truth($"p{step.Id} {step.Value}", "a");
                break;
            case 5:
                feed.Commit();
                break;
            case 6:
                feed.Commit();
                feed.SaveCells(limit: 1 + step.Id);
                break;
            case 7:
                feed.Time.Advance(TimeSpan.FromSeconds(step.Id * 10));
                break;
            case 8:
                feed.Commit();
                feed.CountEarlier();
                break;
            case 9:
                feed.Commit();
                feed.Restart();
                break;
            default:
                feed.Commit();
                feed.SaveCells(limit: 1 + (step.Id % 3));
                break;
        }

        return 0;
    }

    private static void AssertMoved(WriterRig rig)
    {
        var all = Read(rig, 60);
        Assert.Equal(2_900, all.Counted);
        var usual = Read(rig, 8, to: 3).Figures.ToDictionary(feature => feature.Name);
        var moved = Read(rig, 3).Figures.ToDictionary(feature => feature.Name);
        Assert.Equal(500, usual["amount"].Window.Count);
        Assert.All(usual["amount"].Bins, bin => Assert.Equal(bin.BaselineShare!.Value, bin.Share!.Value, 0.02));
        Assert.Equal((300, 0, 1), (moved["amount"].Window.Count, moved["amount"].Window.Below.Value, moved["amount"].Window.Above.Value));
        Assert.Equal(1, moved["amount"].Bins[^1].Share);
        Assert.Equal(1, moved["country"].Window.Unseen.Value);
        Assert.Equal(1, moved["returning"].Window.Missing.Value);
        Assert.Equal((0.0, 300), (moved["country"].Window.Missing.Value!.Value, moved["country"].Window.Missing.Count));
    }

    private static FeatureLearner Learner(WriterRig rig) => new(rig.Projection, rig.Catalog, rig.Session, Options, rig.Time);

    /// <param name="to">Minutes before now that the window ends.</param>
    private static FeatureReading Read(WriterRig rig, int minutes, int to = 0, string? version = null, DateTimeOffset? asOf = null)
    {
        var now = rig.Time.GetUtcNow();
        var range = asOf is null ? TimeRange.Between(now.AddMinutes(-minutes), now.AddMinutes(-to)) : TimeRange.Last(TimeSpan.FromMinutes(minutes));
        return rig.Projection.ReadFeatures(new SnapshotKey("shop", version, range), asOf);
    }

    private static string Picture(WriterRig rig) => Picture(Read(rig, 60)) + Picture(Read(rig, 4)) + Picture(Read(rig, 20, version: "2"));

    /// <summary>Means and spreads to nine digits: packing leaves out those beyond a double's.</summary>
    private static string Picture(FeatureReading reading) => reading.Lack + reading.Counted + string.Join('\n', reading.Figures.Select(feature => JsonSerializer.Serialize(feature with
    {
        Window = feature.Window with
        {
            Mean = new(feature.Window.Mean.Value is { } mean ? Math.Round(mean, 9) : null, 0),
            StandardDeviation = new(feature.Window.StandardDeviation.Value is { } spread ? Math.Round(spread, 6) : null, 0),
        },
    })));

    private async Task SendAsync(WriterRig rig, int minutes, bool isMoved = false)
    {
        for (var minute = 0; minute < minutes; minute++)
        {
            var at = rig.Time.GetUtcNow();
            var reply = await rig.SendLinesAsync(Enumerable.Range(_sent, PerMinute).Select(i => Line($"s{i}", at, isMoved, i)));
            Assert.Empty(reply.Rejected);
            _sent += PerMinute;
            rig.Time.Advance(TimeSpan.FromMinutes(1));
        }
    }

    private static string Line(string id, DateTimeOffset at, bool isMoved, int i = 0) => JsonSerializer.Serialize(new
    {
        id, model = "shop", version = i % 3 == 0 ? "1" : "2", prediction = "yes", timestamp = at.ToString("O", CultureInfo.InvariantCulture),
        segments = new { part = i % 2 == 0 ? "a" : "b" },
        features = isMoved
            ? new Dictionary<string, object> { ["amount"] = 1_000 + i, ["country"] = "moon" }
            : new Dictionary<string, object> { ["amount"] = i % 100, ["country"] = i % 4 == 0 ? "DE" : "FR", ["returning"] = i % 5 == 0 },
    });
}
