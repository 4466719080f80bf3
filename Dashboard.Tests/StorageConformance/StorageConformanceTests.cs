using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;
using Xunit;

namespace Dashboard.Tests.StorageConformance;

/// <summary>What every storage engine must do. Derive, make an engine, and the suite is yours.</summary>
public abstract partial class StorageConformanceTests : IAsyncLifetime
{
    private protected ModelCatalog Catalog { get; } = new(new CatalogLimits());

    private IStorage? _storage;

    private protected IStorage Storage => _storage!;

    protected abstract IStorageEngine Engine { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync() => _storage = await Engine.OpenAsync(Cancel);

    public virtual async ValueTask DisposeAsync()
    {
        if (_storage is not null)
        {
            await _storage.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task AnEmptyStoreStartsAtOne()
    {
        Assert.Equal(1, Storage.Events.NextSequence);
        Assert.Null(await Storage.Events.ReadAsync(1, EventColumns.All, Cancel));
        var rollups = await Storage.Cells.LoadAsync(Cancel);
        Assert.Empty(rollups.Cells);
        Assert.Equal(0, rollups.Ledger.Received);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(7, false)]
    [InlineData(3_000, true)]
    [InlineData(3_000, false)]
    public async Task EveryFieldComesBackExactly(int count, bool uuids)
    {
        var expected = await AppendAsync(new EventSource(Catalog), count, uuids);

        Assert.Equal(expected, await ReadAllAsync());
    }

    [Fact]
    public async Task WhatWasAppendedIsThereAfterReopening()
    {
        var source = new EventSource(Catalog);
        var expected = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            expected.AddRange(await AppendAsync(source, 1 + (i * 3), uuids: i % 2 == 0));
            if (i % 5 == 0)
            {
                await ReopenAsync();
            }
        }

        await ReopenAsync();
        Assert.Equal(expected, await ReadAllAsync());
        Assert.Equal(expected.Count + 1, Storage.Events.NextSequence);
        Assert.Equal(expected.Count, Storage.Status.StoredEvents);
    }

    [Fact]
    public async Task ManySmallCommitsReadTheSameWhileTheyAreMerged()
    {
        var source = new EventSource(Catalog);
        var expected = new List<string>();
        for (var i = 0; i < 700; i++)
        {
            expected.AddRange(await AppendAsync(source, 1 + (i % 40), uuids: true));
            if (i % 100 == 99)
            {
                Assert.Equal(expected, await ReadAllAsync());
            }
        }

        await ReopenAsync();
        Assert.Equal(expected, await ReadAllAsync());
    }

    [Fact]
    public async Task ReadingStartsAtTheNumberAskedFor()
    {
        await AppendAsync(new EventSource(Catalog), 10, uuids: true);
        await AppendAsync(new EventSource(Catalog, 2), 10, uuids: true);
        using var run = await Storage.Events.ReadAsync(15, EventColumns.Core, Cancel);
        Assert.NotNull(run);
        Assert.Equal(15, run.SequenceOf(0));
        Assert.Equal(20, run.LastSequence);
        Assert.Equal(6, run.Events.Count);
        Assert.Null(await Storage.Events.ReadAsync(21, EventColumns.Core, Cancel));
    }

    [Fact]
    public async Task CoreColumnsCarryIdentityWithoutTexts()
    {
        await AppendAsync(new EventSource(Catalog), 50, uuids: false);
        using var all = await Storage.Events.ReadAsync(1, EventColumns.All, Cancel);
        using var core = await Storage.Events.ReadAsync(1, EventColumns.Core, Cancel);
        Assert.Equal(all!.Events.Predictions.ToArray().Select(row => (row.Key, row.Fingerprint, row.Predicted)), core!.Events.Predictions.ToArray().Select(row => (row.Key, row.Fingerprint, row.Predicted)));
        Assert.Equal(all.Events.GroundTruths.ToArray().Select(row => row.Key), core.Events.GroundTruths.ToArray().Select(row => row.Key));
    }

    [Fact]
    public async Task TheLedgerIsStoredWithTheCommit()
    {
        var ledger = new IngestLedger(10, 3, new Dictionary<string, long> { ["number_range"] = 2 });
        await AppendAsync(new EventSource(Catalog), 10, uuids: true, ledger);
        await ReopenAsync();
        var stored = (await Storage.Cells.LoadAsync(Cancel)).Ledger;
        Assert.Equal((10, 3, 15), (stored.Accepted, stored.Duplicates, stored.Received));
        Assert.Equal(2, stored.Rejected["number_range"]);
    }

    [Fact]
    public async Task SweepingByAgeTakesTheOldestAndOnlyThose()
    {
        var source = new EventSource(Catalog);
        var expected = new List<string>();
        for (var i = 0; i < 30; i++)
        {
            expected.AddRange(await AppendAsync(source, 100, uuids: true));
        }

        using var middle = await Storage.Events.ReadAsync(1_402, EventColumns.Core, Cancel);
        var cutoff = middle!.Events.Predictions[0].ReceivedTicks;
        var swept = await Storage.Events.SweepAsync(new EventRetention(cutoff, long.MaxValue), Cancel);
        Assert.InRange(swept, 1, 1_500);
        Assert.Equal(expected.Skip((int)swept), await ReadAllAsync());
        Assert.Equal(3_001, Storage.Events.NextSequence);
        await ReopenAsync();
        Assert.Equal(expected.Skip((int)swept), await ReadAllAsync());
        Assert.Equal(3_001, Storage.Events.NextSequence);
    }

    [Fact]
    public async Task SweepingBySizeKeepsTheNewest()
    {
        var source = new EventSource(Catalog);
        for (var i = 0; i < 30; i++)
        {
            await AppendAsync(source, 100, uuids: true);
        }

        var half = Storage.Status.EventBytes / 2;
        await Storage.Events.SweepAsync(new EventRetention(0, half), Cancel);
        Assert.InRange(Storage.Status.EventBytes, 1, half);
        Assert.StartsWith("3000 ", (await ReadAllAsync())[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task RemovingAModelLeavesTheOthersAndTheirNumbers()
    {
        var expected = await AppendAsync(new EventSource(Catalog), 500, uuids: true);
        var removed = await Storage.Events.RemoveModelAsync("fraud", Cancel);
        var rest = expected.Where(line => line.Split(' ')[2] != "fraud").ToList();
        Assert.Equal(expected.Count - rest.Count, removed);
        Assert.Equal(rest, await ReadAllAsync());
        await ReopenAsync();
        Assert.Equal(rest, await ReadAllAsync());
        Assert.Equal(501, Storage.Events.NextSequence);
    }

    [Fact]
    public async Task CellsAndModelsComeBack()
    {
        var model = new StoredModel("fraud", OutcomeKind.Text, ["legit", "Legit"], ["1", "2"], IsDemo: true)
        {
            Learned = new byte[] { 1, 0, 255 }, FeatureBaseline = new byte[] { 2, 9 },
        };
        var cells = Enumerable.Range(0, 700).Select(i => Cell("fraud", i % 2 == 0 ? "1" : "2", 10, i, (byte)i)).ToList();
        await Storage.Cells.SaveAsync(new CellChanges([model], cells, [], 41, IngestLedger.Empty), Cancel);
        await Storage.Cells.SaveAsync(new CellChanges([], [cells[5] with { ThroughSequence = 99, Content = new byte[] { 7 } }], [cells[6].Address], null, IngestLedger.Empty), Cancel);
        await ReopenAsync();

        var loaded = await Storage.Cells.LoadAsync(Cancel);
        Assert.Equal(41, loaded.CompleteThrough);
        var stored = Assert.Single(loaded.Models);
        Assert.Equal((model.Name, model.OutcomeKind, model.IsDemo), (stored.Name, stored.OutcomeKind, stored.IsDemo));
        Assert.Equal(model.Labels, stored.Labels);
        Assert.Equal(model.Versions, stored.Versions);
        Assert.Equal(model.Learned.ToArray(), stored.Learned.ToArray());
        Assert.Equal(model.FeatureBaseline.ToArray(), stored.FeatureBaseline.ToArray());
        Assert.Equal(699, loaded.Cells.Count);
        var changed = loaded.Cells.Single(cell => cell.Address == cells[5].Address);
        Assert.Equal(99, changed.ThroughSequence);
        Assert.Equal([7], changed.Content.ToArray());
    }

    [Fact]
    public async Task RemovingAModelsCellsLeavesTheOthers()
    {
        var cells = new[] { Cell("a", "1", 10, 1, 1), Cell("a", "1", 86_400, 1, 2), Cell("b", "1", 10, 1, 3) };
        await Storage.Cells.SaveAsync(new CellChanges([], cells, [], 5, IngestLedger.Empty), Cancel);
        await Storage.Cells.RemoveModelCellsAsync("a", Cancel);
        await ReopenAsync();
        var loaded = await Storage.Cells.LoadAsync(Cancel);
        Assert.Equal(cells[2].Address, Assert.Single(loaded.Cells).Address);
        Assert.Equal(5, loaded.CompleteThrough);
    }

    [Fact]
    public async Task OneDirectoryOneOwner()
    {
        await Assert.ThrowsAsync<StorageInUseException>(async () => await Engine.OpenAsync(Cancel));
    }

    private protected async Task ReopenAsync()
    {
        await Storage.DisposeAsync();
        _storage = await Engine.OpenAsync(Cancel);
    }

    private protected async Task<List<string>> AppendAsync(EventSource source, int count, bool uuids, IngestLedger? ledger = null)
    {
        using var batch = new EventBatch();
        source.Fill(batch, count, uuids);
        var first = Storage.Events.NextSequence;
        await Storage.Events.AppendAsync(batch, ledger ?? IngestLedger.Empty, Cancel);
        return EventText.Lines(batch, Catalog, position => first + position);
    }

    private protected async Task<List<string>> ReadAllAsync()
    {
        var lines = new List<string>();
        var next = 1L;
        while (await Storage.Events.ReadAsync(next, EventColumns.All, Cancel) is { } run)
        {
            using (run)
            {
                lines.AddRange(EventText.Lines(run, Catalog));
                next = run.LastSequence + 1;
            }
        }

        return lines;
    }

    private static StoredCell Cell(string model, string version, int seconds, long bucket, byte content) =>
        new(new CellAddress(model, version, seconds, bucket * seconds * TimeSpan.TicksPerSecond), bucket, new[] { content });
}
