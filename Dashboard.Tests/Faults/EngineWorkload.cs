using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;
using Dashboard.Core.Storage.LiteDb;
using Dashboard.Tests.Hosting;
using Dashboard.Tests.StorageConformance;

namespace Dashboard.Tests.Faults;

/// <summary>
/// Commits with known content against the real engine on a <see cref="SimulatedDisk"/>, and the rule that must hold after
/// any fault: everything acknowledged is there exactly once and in order, what was under way is there as a whole or not at all.
/// </summary>
internal sealed class EngineWorkload : IDisposable
{
    private readonly TemporaryDirectory _lock = new();
    private readonly ModelCatalog _catalog = new(new CatalogLimits());
    private readonly LiteDbStorageEngine _engine;
    private readonly EventSource _source;
    private readonly List<string> _acknowledged = [];
    private List<string> _underWay = [];

    public EngineWorkload(SimulatedDisk disk)
    {
        Disk = disk;
        _source = new EventSource(_catalog);
        _engine = new LiteDbStorageEngine(new StorageOptions { Path = _lock.Path }, _catalog, TimeProvider.System, disk.Open);
    }

    public SimulatedDisk Disk { get; }

    public int Acknowledged => _acknowledged.Count;

    /// <summary>Opens, commits batches of these sizes, saves cells between them, closes. Returns whether all went well.</summary>
    public async Task<bool> RunAsync(IEnumerable<int> sizes)
    {
        try
        {
            await using var storage = await _engine.OpenAsync(default);
            foreach (var size in sizes)
            {
                await CommitAsync(storage, size);
                await storage.Cells.SaveAsync(Cells(storage.Events.NextSequence - 1), default);
            }

            return true;
        }
        catch (StorageException)
        {
            return false;
        }
    }

    /// <summary>On a disk that works again, opening never fails and the rule holds.</summary>
    public async Task RequireIntactAsync()
    {
        await using var storage = await _engine.OpenAsync(default);
        var found = await ReadAllAsync(storage, _catalog);
        if (found.Count > _acknowledged.Count)
        {
            _acknowledged.AddRange(_underWay);
        }

        _underWay = [];
        Assert.Equal(_acknowledged, found);
        Assert.Equal(_acknowledged.Count + 1, storage.Events.NextSequence);
        Assert.Equal((0, _acknowledged.Count), (storage.Status.DamagedBlocks, storage.Status.StoredEvents));
        Assert.Equal(0, (await storage.Cells.LoadAsync(default)).DamagedCells);
    }

    public void Dispose() => _lock.Dispose();

    public static async Task<List<string>> ReadAllAsync(IStorage storage, ModelCatalog catalog)
    {
        var lines = new List<string>();
        var next = 1L;
        while (await storage.Events.ReadAsync(next, EventColumns.All, default) is { } run)
        {
            using (run)
            {
                lines.AddRange(EventText.Lines(run, catalog));
                next = run.LastSequence + 1;
            }
        }

        return lines;
    }

    public static CellChanges Cells(long through)
    {
        var cells = Enumerable.Range(0, 5).Select(i => new StoredCell(
            new CellAddress("fraud", "2.0", 60, (through + i) * 60 * TimeSpan.TicksPerSecond), through, new[] { (byte)through, (byte)i }));
        return new CellChanges([new StoredModel("fraud", OutcomeKind.Text, ["legit"], ["2.0"], false)], [.. cells], [], through, IngestLedger.Empty);
    }

    private async Task CommitAsync(IStorage storage, int size)
    {
        using var batch = new EventBatch();
        _source.Fill(batch, size);
        var first = storage.Events.NextSequence;
        _underWay = EventText.Lines(batch, _catalog, position => first + position);
        await storage.Events.AppendAsync(batch, IngestLedger.Empty, default);
        _acknowledged.AddRange(_underWay);
        _underWay = [];
    }
}
