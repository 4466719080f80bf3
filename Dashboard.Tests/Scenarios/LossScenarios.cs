using System.Globalization;
using System.Text.Json;
using Dashboard.Core.Baselines;
using Dashboard.Core.Estimation;
using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;
using Dashboard.Tests.Ingestion;
using Xunit;

namespace Dashboard.Tests.Scenarios;

/// <summary>
/// A regression model whose predictions for the online store are ten times as wrong as the others, through the writer, storage and
/// windowing: labels come five minutes late, and then the traffic moves to the online store.
/// </summary>
public class LossScenarios(ITestOutputHelper output)
{
    private const int LabelDelay = 5;
    private const double UsualError = 1;
    private const double OnlineError = 10;

    private int _sent;

    [Fact]
    public async Task The_estimate_tells_of_a_harder_mix_before_any_label_does()
    {
        await using var rig = new WriterRig();
        await rig.StartAsync();
        var learner = Learner(rig);
        await learner.LearnAsync(TestContext.Current.CancellationToken);
        Assert.Null(Estimate(rig, 10).Value);
        Assert.NotEmpty(Estimate(rig, 10).Undefined!);

        await SendAsync(rig, minutes: 180, onlineShare: 0.2);
        rig.Time.Advance(TimeSpan.FromMinutes(1)); // What was learned of delays is a minute old at most.
        await learner.LearnAsync(TestContext.Current.CancellationToken);
        var loss = Assert.Single(rig.Projection.Losses.Of(rig.Catalog.Find("demand")!));
        Assert.Equal([LossField.Version, new(LossFieldKind.Segment, "store"), new(LossFieldKind.Feature, "size")], loss.Fields);
        Assert.True(loss.Record.IsComplete);

        await SendAsync(rig, minutes: 10, onlineShare: 0.2);
        var usual = Estimate(rig, 10);
        await SendAsync(rig, minutes: 4, onlineShare: 1, labels: false);
        var harder = Estimate(rig, 4);
        output.WriteLine($"usual {usual.Value:F2} {usual.Interval}, all online {harder.Value:F2} {harder.Interval}, {harder.Count} predictions");

        Assert.InRange(usual.Value!.Value, 2, 3.6); // 0.2 x 10 + 0.8 x 1 = 2.8
        Assert.InRange(harder.Value!.Value, 9, 11);
        Assert.Equal(0, Shown(rig, 4).Labels.Labelled);
        Assert.Contains(Shown(rig, 15).Outlook.Points, point => point.Estimated is > 9);

        var before = Estimate(rig, 20);
        await rig.StopAsync();
        await using var next = new WriterRig(rig);
        await next.StartAsync();
        Assert.Equal((before.Value, before.Count), (Estimate(next, 20).Value, Estimate(next, 20).Count));
    }

    [Fact]
    public async Task The_tree_is_made_anew_when_half_of_the_rows_are_new_and_the_old_one_still_reads_what_it_sorted()
    {
        await using var rig = new WriterRig();
        await rig.StartAsync();
        var learner = Learner(rig);
        await SendAsync(rig, minutes: 90, onlineShare: 0.2);
        await learner.LearnAsync(TestContext.Current.CancellationToken);
        var model = rig.Catalog.Find("demand")!;
        var first = Assert.Single(rig.Projection.Losses.Of(model)).Number;
        await SendAsync(rig, minutes: 20, onlineShare: 0.2);
        await learner.LearnAsync(TestContext.Current.CancellationToken);
        Assert.Equal(first, Assert.Single(rig.Projection.Losses.Of(model)).Number);

        await SendAsync(rig, minutes: 120, onlineShare: 0.2);
        await learner.LearnAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, rig.Projection.Losses.Of(model).Count);
        Assert.True(rig.Projection.Losses.Of(model)[0].Number > first);
        Assert.InRange(Estimate(rig, 10).Value!.Value, 2, 3.6);
    }

    private static LossLearner Learner(WriterRig rig) => new(rig.Projection, rig.Catalog, rig.Session, rig.Time);

    private static Figure Estimate(WriterRig rig, int minutes) => Shown(rig, minutes).Quality.Estimated;

    private static Snapshot Shown(WriterRig rig, int minutes) =>
        rig.Projection.Build(new SnapshotKey("demand", null, TimeRange.Last(TimeSpan.FromMinutes(minutes))), 1, rig.Time.GetUtcNow(), null);

    /// <summary>Ten predictions a minute; each minute the labels of the one five minutes before.</summary>
    private async Task SendAsync(WriterRig rig, int minutes, double onlineShare, bool labels = true)
    {
        for (var minute = 0; minute < minutes; minute++)
        {
            var at = rig.Time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
            var first = _sent;
            var lines = Enumerable.Range(first, 10).Select(i => JsonSerializer.Serialize(new
            {
                id = $"d{i}", model = "demand", prediction = PredictionOf(i), timestamp = at,
                segments = new { store = Store(i, onlineShare) }, features = new { size = i % 13 },
            }));
            var due = Enumerable.Range(first - (10 * LabelDelay), 10).Where(i => labels && i >= 0).Select(i => JsonSerializer.Serialize(new
            {
                type = "ground_truth", id = $"d{i}", model = "demand", ground_truth = PredictionOf(i) + (Store(i, onlineShare) == "online" ? OnlineError : UsualError),
            }));
            var reply = await rig.SendLinesAsync([.. lines, .. due]);
            Assert.Empty(reply.Rejected);
            _sent += 10;
            rig.Time.Advance(TimeSpan.FromMinutes(1));
        }
    }

    private static double PredictionOf(int i) => 100 + (i % 7);

    private static string Store(int i, double onlineShare) => i % 10 < 10 * onlineShare ? "online" : i % 2 == 0 ? "north" : "south";
}
