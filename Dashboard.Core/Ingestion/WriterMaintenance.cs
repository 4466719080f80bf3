using Dashboard.Core.Storage;
using Dashboard.Core.Windowing;

namespace Dashboard.Core.Ingestion;

/// <summary>
/// What the writer does between commits: saves changed cells a few at a time, sweeps old events and watches the free
/// space. Each call does one small step, so that no commit waits long.
/// </summary>
internal sealed class WriterMaintenance(IStorageEngine engine, Projection projection, StorageOptions options, TimeProvider time)
{
    private const int CellsPerSave = 256;
    private static readonly TimeSpan SpaceInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(10);

    private readonly Due _space = new(time, SpaceInterval);
    private readonly Due _cells = new(time, options.CellSaveInterval);
    private readonly Due _sweep = new(time, SweepInterval);
    private bool _saving;
    private IngestLedger? _savedLedger;

    public bool IsSpaceLow { get; private set; }

    public string SpaceMessage =>
        $"less than {options.MinFreeBytes / (1024 * 1024):N0} MiB are free on the data directory's disk; ingest resumes when space returns";

    public async Task RunAsync(IStorage storage, IngestLedger ledger, CancellationToken cancel)
    {
        if (_space.Take())
        {
            IsSpaceLow = MeasureSpaceIsLow();
        }

        if (_cells.Take())
        {
            _saving = true;
        }

        if (_saving)
        {
            // Until the round is complete: under load there is always a changed cell, and the next round is due in a while.
            _saving = await SaveSomeAsync(storage, ledger) is { CompleteThrough: null };
        }

        if (_sweep.Take())
        {
            await SweepAsync(storage, cancel);
        }
    }

    public bool MeasureSpaceIsLow() => engine.FreeBytes() < options.MinFreeBytes;

    public async Task SaveAllAsync(IStorage storage, IngestLedger ledger)
    {
        while (await SaveSomeAsync(storage, ledger) is not null)
        {
        }
    }

    /// <summary>Saves one portion. Returns what it saved; null when nothing was waiting.</summary>
    private async Task<CellChanges?> SaveSomeAsync(IStorage storage, IngestLedger ledger)
    {
        var changes = projection.TakeChanges(CellsPerSave, ledger);
        if (changes is null && !ReferenceEquals(ledger, _savedLedger))
        {
            // Only refused or repeated events came in: their count is kept too.
            changes = new CellChanges([], [], [], null, ledger);
        }

        if (changes is null)
        {
            return null;
        }

        await storage.Cells.SaveAsync(changes, CancellationToken.None);
        _savedLedger = ledger;
        return changes;
    }

    private async Task SweepAsync(IStorage storage, CancellationToken cancel)
    {
        var oldest = (time.GetUtcNow() - options.Retention).UtcTicks;
        var cap = options.MaxEventBytes == 0 ? long.MaxValue : options.MaxEventBytes;
        await storage.Events.SweepAsync(new EventRetention(oldest, cap), cancel);
    }

    /// <summary>True once per interval, by the monotonic clock.</summary>
    private sealed class Due(TimeProvider time, TimeSpan interval)
    {
        private long _last = time.GetTimestamp();

        public bool Take()
        {
            if (time.GetElapsedTime(_last) < interval)
            {
                return false;
            }

            _last = time.GetTimestamp();
            return true;
        }
    }
}
