using Dashboard.Core.Storage;

namespace Dashboard.Core.Ingestion;

/// <summary>
/// What the writer does between commits: saves changed cells a few at a time, sweeps old events and watches the free
/// space. Each call does one small step, so that no commit waits long.
/// </summary>
/// <param name="sources">Whose cells are saved, one source after the other.</param>
internal sealed class WriterMaintenance(
    IStorageEngine engine, IReadOnlyList<ICellSource> sources, StorageOptions options, TimeProvider time)
{
    private const int CellsPerSave = 256;
    private static readonly TimeSpan SpaceInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(10);

    private readonly Due _space = new(time, SpaceInterval);
    private readonly Due _cells = new(time, options.CellSaveInterval);
    private readonly Due _sweep = new(time, SweepInterval);
    private int _saving = sources.Count; // The source whose turn it is in this round of saving; past the end between rounds.
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
            _saving = 0;
        }

        if (_saving < sources.Count)
        {
            await SaveStepAsync(storage, ledger);
        }

        if (_sweep.Take())
        {
            await SweepAsync(storage, cancel);
        }
    }

    public bool MeasureSpaceIsLow() => engine.FreeBytes() < options.MinFreeBytes;

    public async Task SaveAllAsync(IStorage storage, IngestLedger ledger)
    {
        foreach (var source in sources)
        {
            while (await SaveSomeAsync(source, storage, ledger) is not null)
            {
            }
        }

        await SaveLedgerAsync(storage, ledger);
    }

    /// <summary>
    /// One portion of the source whose turn it is. A source's turn ends with its round: under load there is always a
    /// changed cell, and the next round is due in a while.
    /// </summary>
    private async Task SaveStepAsync(IStorage storage, IngestLedger ledger)
    {
        if (await SaveSomeAsync(sources[_saving], storage, ledger) is { CompleteThrough: null })
        {
            return;
        }

        if (++_saving == sources.Count)
        {
            await SaveLedgerAsync(storage, ledger);
        }
    }

    /// <summary>Saves one portion. Returns what it saved; null when nothing was waiting.</summary>
    private async Task<CellChanges?> SaveSomeAsync(ICellSource source, IStorage storage, IngestLedger ledger)
    {
        var changes = source.TakeChanges(CellsPerSave, ledger);
        if (changes is not null)
        {
            await SaveAsync(storage, changes);
        }

        return changes;
    }

    /// <summary>When only refused or repeated events came in, their count is kept too.</summary>
    private async Task SaveLedgerAsync(IStorage storage, IngestLedger ledger)
    {
        if (!ReferenceEquals(ledger, _savedLedger))
        {
            await SaveAsync(storage, new CellChanges([], [], [], null, ledger));
        }
    }

    private async Task SaveAsync(IStorage storage, CellChanges changes)
    {
        await storage.Cells.SaveAsync(changes, CancellationToken.None);
        _savedLedger = changes.Ledger;
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
