using Dashboard.Core.Baselines;
using Dashboard.Core.Ingestion;
using Dashboard.Core.Metrics.Features;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;
using Dashboard.Core.Storage.LiteDb;
using Dashboard.Core.Storage.Memory;
using Dashboard.Core.Windowing;
using Dashboard.Tests.Hosting;
using Dashboard.Tests.Ingestion;

namespace Dashboard.Tests.Scenarios;

/// <summary>Hours of history are loaded, then a baseline is learned of the first: in the end the features of all are counted, each once.</summary>
public sealed class EarlierFeatureScenarios : IDisposable
{
    private const int HistoryMinutes = 600; // Of two versions: more cells than are filled between two commits, in two rounds of four commits and one.

    private static readonly WindowingOptions Options = new() { BaselinePredictions = 200 };

    private readonly TemporaryDirectory _directory = new();
    private readonly HistoryOfShop _history = new();
    private MortalEngine _engine = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_came_before_the_baseline_is_counted_and_stays_so(bool onDisk)
    {
        await using var rig = await LoadAsync(onDisk);
        await Learner(rig).LearnAsync(Cancel);
        Assert.Equal(HistoryMinutes * 2 + 1, Baseline(rig).Number);
        var late = rig.Time.GetUtcNow().AddMinutes(-200);
        await rig.SendLinesAsync([_history.Line("2", late, 2), _history.Line("1", rig.Time.GetUtcNow(), 4)]);
        await UntilCountedAsync(rig);
        await rig.SendLinesAsync([_history.Line("1", late, 6), _history.Line("1", rig.Time.GetUtcNow(), 8)]);
        AssertComplete(rig);

        await rig.StopAsync();
        await using var next = new WriterRig(rig, windows: Options, storage: _ => _engine);
        await next.StartAsync();
        Assert.Empty(next.Projection.Earlier.Begin(next.Catalog.Models, next.Time.GetUtcNow()));
        AssertComplete(next);
        await next.SendLinesAsync([_history.Line("2", late, 9), _history.Line("2", next.Time.GetUtcNow(), 10)]);
        await Learner(next).LearnAsync(Cancel);
        await next.UntilSavedAsync();
        AssertComplete(next);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(false, 1)]
    [InlineData(false, 4)]
    [InlineData(true, 0)]
    [InlineData(true, 1)]
    [InlineData(true, 4)]
    public async Task A_kill_between_two_saves_neither_loses_nor_doubles_a_count(bool onDisk, int saves)
    {
        await using var rig = await LoadAsync(onDisk);
        await rig.UntilSavedAsync();
        await Learner(rig).LearnAsync(Cancel);
        _engine.SavesLeft = saves;
        await rig.UntilAsync(WriterPhase.Suspended);
        await rig.StopAsync();

        _engine.SavesLeft = null;
        await using var next = new WriterRig(rig, windows: Options, storage: _ => _engine);
        await next.StartAsync();
        Assert.False(next.Projection.Features.Of(next.Catalog.Find("shop")!) is { ReachesBack: true }); // Without any save there is no baseline.
        Assert.InRange(Read(next).Counted, saves == 0 ? 0 : 1, _history.Counted(Read(next)));
        Assert.InRange(Read(next, minutes: 45).Counted, 0, _history.Counted(Read(next, minutes: 45)) - 1); // The last to be saved.
        await next.SendLinesAsync([_history.Line("2", next.Time.GetUtcNow().AddMinutes(-200), 2), _history.Line("1", next.Time.GetUtcNow(), 4)]);
        await Learner(next).LearnAsync(Cancel);
        await UntilCountedAsync(next);
        AssertComplete(next);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)] // What fails is the save that tells that all is counted.
    public async Task A_failed_save_rebuilds_memory_and_the_count_begins_anew(int saves)
    {
        await using var rig = await LoadAsync(onDisk: false);
        await rig.UntilSavedAsync();
        var learner = Learner(rig);
        await learner.LearnAsync(Cancel);
        _engine.SavesLeft = saves;
        await rig.UntilAsync(WriterPhase.Suspended);
        _engine.SavesLeft = null;
        await rig.UntilAsync(WriterPhase.Ready);
        Assert.False(Baseline(rig).ReachesBack);
        Assert.True(Read(rig, minutes: 45).Counted < _history.Counted(Read(rig, minutes: 45)));

        await learner.LearnAsync(Cancel);
        await UntilCountedAsync(rig);
        AssertComplete(rig);
    }

    [Fact]
    public async Task A_removed_model_takes_its_counts_along()
    {
        await using var rig = await LoadAsync(onDisk: false);
        await Learner(rig).LearnAsync(Cancel);
        await rig.Writer.RemoveModelAsync("shop");
        for (var i = 0; i < 4; i++) // As many commits as the counts would have taken.
        {
            await rig.SendLinesAsync([_history.Line("1", rig.Time.GetUtcNow().AddMinutes(-100), 0)]);
            await rig.UntilSavedAsync();
        }

        Assert.Null(rig.Projection.Features.Of(rig.Catalog.Find("shop")!));
        Assert.Equal((4, 0), (Read(rig).Predictions, Read(rig).Counted));
        Assert.All((await rig.Session.Current!.Cells.LoadAsync(Cancel)).Cells, cell => Assert.Equal(0, cell.Content.Span[^1]));
    }

    [Fact]
    public async Task What_is_not_stored_any_more_is_not_counted()
    {
        await using var rig = await LoadAsync(onDisk: false);
        var learner = Learner(rig);
        await learner.LearnAsync(Cancel);
        _engine.SavesLeft = 0;
        await rig.UntilAsync(WriterPhase.Suspended);
        _engine.SavesLeft = null;
        await rig.UntilAsync(WriterPhase.Ready); // The baseline is known, what came before it has to be read again.
        await rig.Session.Current!.Events.SweepAsync(new EventRetention(rig.Time.GetUtcNow().UtcTicks, long.MaxValue), Cancel);
        await learner.LearnAsync(Cancel);
        await rig.UntilReachesBackAsync("shop");

        Assert.Equal((_history.Count, 0), (Read(rig).Predictions, Read(rig).Counted));
    }

    private async Task<WriterRig> LoadAsync(bool onDisk)
    {
        var rig = new WriterRig(windows: Options, storage: catalog => _engine = new MortalEngine(onDisk
            ? new LiteDbStorageEngine(new StorageOptions { Path = _directory.Path }, catalog, TimeProvider.System)
            : new MemoryStorageEngine()));
        await rig.StartAsync();
        var reply = await rig.SendLinesAsync(_history.Minutes(rig.Time.GetUtcNow().AddMinutes(-HistoryMinutes), HistoryMinutes));
        Assert.Empty(reply.Rejected);
        return rig;
    }

    private async Task UntilCountedAsync(WriterRig rig)
    {
        await rig.UntilReachesBackAsync("shop");
        Assert.Equal(_history.Counted(Read(rig)), Read(rig).Counted);
    }

    private void AssertComplete(WriterRig rig)
    {
        _history.AssertComplete(Read(rig));
        _history.AssertComplete(Read(rig, version: "1"));
        _history.AssertComplete(Read(rig, version: "2"));
        _history.AssertComplete(Read(rig, minutes: 200));
        _history.AssertComplete(Read(rig, minutes: 45));
    }

    private static FeatureReading Read(WriterRig rig, string? version = null, int minutes = 720) =>
        rig.Projection.ReadFeatures(new SnapshotKey("shop", version, TimeRange.Last(TimeSpan.FromMinutes(minutes))));

    private static FeatureBaseline Baseline(WriterRig rig) => rig.Projection.Features.Of(rig.Catalog.Find("shop")!)!;

    private static FeatureLearner Learner(WriterRig rig) => new(rig.Projection, rig.Catalog, rig.Session, Options, rig.Time);
}
