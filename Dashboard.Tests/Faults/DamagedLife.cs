using System.Globalization;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;
using Dashboard.Core.Storage.LiteDb;
using Dashboard.Tests.Hosting;
using Dashboard.Tests.StorageConformance;

namespace Dashboard.Tests.Faults;

/// <summary>What a program meets on a damaged data file: it opens, reads everything, writes on, and starts once more.</summary>
internal sealed class DamagedLife : IDisposable
{
    /// <summary>Reopenings after which a store must have settled: one for each block that closes LiteDB.</summary>
    private const int MostReopenings = 8;

    private const int NewEvents = 20;

    private readonly TemporaryDirectory _directory = new();
    private readonly KnownDatabase _known;
    private readonly List<string> _notices = [];
    private List<string> _appended = [];

    public DamagedLife(KnownDatabase known, Damage damage)
    {
        _known = known;
        File.WriteAllBytes(_directory.File(KnownDatabase.DataFile), damage.Of(known.Data));
        File.WriteAllBytes(_directory.File(KnownDatabase.LogFile), known.Log);
    }

    /// <summary>Checks everything that must hold; returns how it ended.</summary>
    public async Task<string> LiveAsync()
    {
        var catalog = new ModelCatalog(new CatalogLimits());
        var before = await SettledAsync(KnownDatabase.EngineOn(_directory.Path, catalog), async storage =>
        {
            RequireTrue(await FindAsync(storage, catalog), await storage.Cells.LoadAsync(default));
            await AppendAsync(storage, catalog);
            await storage.Cells.SaveAsync(EngineWorkload.Cells(storage.Events.NextSequence - 1) with { Ledger = _known.Ledger }, default);
            return await FindAsync(storage, catalog);
        });
        var after = await SettledAsync(KnownDatabase.EngineOn(_directory.Path, catalog), storage => FindAsync(storage, catalog));

        Assert.Equal(before.Events, after.Events);
        Assert.Equal(_appended, after.Events.TakeLast(NewEvents));
        Assert.Equal((before.DamagedBlocks, before.DamagedEvents), (after.DamagedBlocks, after.DamagedEvents));
        Assert.Equal(before.Notices, after.Notices);
        return Ending(before);
    }

    public void Dispose() => _directory.Dispose();

    /// <summary>As the event writer does: after a failure storage is opened again.</summary>
    private async Task<T> SettledAsync<T>(LiteDbStorageEngine engine, Func<IStorage, Task<T>> use)
    {
        for (var reopened = 0; ; reopened++)
        {
            await using var storage = await engine.OpenAsync(default);
            _notices.AddRange(storage.Status.Notices);
            try
            {
                return await use(storage);
            }
            catch (StorageException) when (reopened < MostReopenings)
            {
                // Not settled yet.
            }
        }
    }

    private async Task<Found> FindAsync(IStorage storage, ModelCatalog catalog)
    {
        var events = await EngineWorkload.ReadAllAsync(storage, catalog);
        var status = storage.Status;
        Assert.Equal(events.Count, status.StoredEvents);
        return new Found(events, status.DamagedBlocks, status.DamagedEvents, [.. _notices]);
    }

    private void RequireTrue(Found found, StoredRollups rollups)
    {
        var old = found.Events[..^_appended.Count];
        Assert.All(old, line => Assert.Equal(_known.Events[SequenceOf(line)], line));
        Assert.Equal(found.Events.Select(SequenceOf).Distinct().Order(), found.Events.Select(SequenceOf));
        Assert.All(rollups.Cells, cell =>
        {
            Assert.Equal(_known.SavedCells[cell.Address].ThroughSequence, cell.ThroughSequence);
            Assert.Equal(_known.SavedCells[cell.Address].Content.ToArray(), cell.Content.ToArray());
        });
        Assert.Equal(rollups.Cells.Count, rollups.Cells.Select(cell => cell.Address).Distinct().Count());
        Assert.True(
            rollups.Cells.Count == _known.SavedCells.Count || rollups.DamagedCells > 0 || rollups.CompleteThrough == 0,
            $"{rollups.Cells.Count} cells and no word");
        if (!found.IsAccountLost)
        {
            Assert.Equal(_known.Events.Count, old.Count + found.DamagedEvents);
            Assert.Equal(_known.Ledger.Received, rollups.Ledger.Received);
        }

        foreach (var kept in Directory.GetFiles(_directory.Path, "dashboard.db.corrupt-*"))
        {
            Assert.Contains(found.Notices, notice => notice.Contains(kept, StringComparison.Ordinal));
        }
    }

    /// <summary>Once: when saving cells fails after it, the events are there.</summary>
    private async Task AppendAsync(IStorage storage, ModelCatalog catalog)
    {
        if (_appended.Count > 0)
        {
            return;
        }

        using var batch = new EventBatch();
        new EventSource(catalog, 99).Fill(batch, NewEvents);
        var first = storage.Events.NextSequence;
        await storage.Events.AppendAsync(batch, _known.Ledger, default);
        _appended = EventText.Lines(batch, catalog, position => first + position);
    }

    private static long SequenceOf(string line) => long.Parse(line.AsSpan(0, line.IndexOf(' ')), CultureInfo.InvariantCulture);

    private static string Ending(Found found) =>
        (found.IsAccountLost ? "without the account of events" : found.DamagedEvents > 0 ? "with events missing" : "with all events")
        + (found.IsRescued ? found.IsRescuedLate ? ", rescued after failures" : ", rescued at start" : "");

    private sealed record Found(List<string> Events, long DamagedBlocks, long DamagedEvents, IReadOnlyList<string> Notices)
    {
        public bool IsRescued => Notices.Any(notice => notice.Contains("carried over", StringComparison.Ordinal));

        public bool IsRescuedLate => Notices.Any(notice => notice.Contains("again and again", StringComparison.Ordinal));

        public bool IsAccountLost => Notices.Any(notice =>
            notice.Contains("account of events", StringComparison.Ordinal) || notice.Contains("without its data file", StringComparison.Ordinal));
    }
}
