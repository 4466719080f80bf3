using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;
using Dashboard.Core.Storage.LiteDb;
using Dashboard.Tests.Hosting;
using Dashboard.Tests.StorageConformance;

namespace Dashboard.Tests.Faults;

/// <summary>
/// A closed database whose whole content is known, kept as bytes. A full block, forty recent ones, 300 cells and a ledger;
/// small enough that no merge starts, so that every run damages files that are laid out alike.
/// </summary>
internal sealed class KnownDatabase
{
    public const string DataFile = "dashboard.db";
    public const string LogFile = "dashboard.log";
    private const int Cells = 300;

    private KnownDatabase()
    {
    }

    public byte[] Data { get; private set; } = [];

    public byte[] Log { get; private set; } = [];

    /// <summary>Every event as a line of text, by its sequence number.</summary>
    public Dictionary<long, string> Events { get; } = [];

    public Dictionary<CellAddress, StoredCell> SavedCells { get; } = [];

    public IngestLedger Ledger { get; private set; } = IngestLedger.Empty;

    public static async Task<KnownDatabase> MakeAsync()
    {
        var made = new KnownDatabase();
        using var directory = new TemporaryDirectory();
        var catalog = new ModelCatalog(new CatalogLimits());
        var source = new EventSource(catalog);
        await using (var storage = await EngineOn(directory.Path, catalog).OpenAsync(default))
        {
            foreach (var size in Enumerable.Range(0, 42).Select(i => i == 20 ? 2_048 : 1 + i))
            {
                await made.CommitAsync(storage, source, catalog, size);
            }

            await made.SaveCellsAsync(storage);
        }

        made.Data = await File.ReadAllBytesAsync(directory.File(DataFile));
        made.Log = await File.ReadAllBytesAsync(directory.File(LogFile));
        return made;
    }

    public static LiteDbStorageEngine EngineOn(string path, ModelCatalog catalog) =>
        new(new StorageOptions { Path = path }, catalog, TimeProvider.System, file => new UnsyncedFile(file));

    private async Task CommitAsync(IStorage storage, EventSource source, ModelCatalog catalog, int size)
    {
        using var batch = new EventBatch();
        source.Fill(batch, size, uuids: size % 2 == 0);
        var first = storage.Events.NextSequence;
        Ledger = new IngestLedger(Ledger.Accepted + size, 3, new Dictionary<string, long> { ["number_range"] = 2 });
        await storage.Events.AppendAsync(batch, Ledger, default);
        foreach (var line in EventText.Lines(batch, catalog, position => first + position))
        {
            Events.Add(Events.Count + 1, line);
        }
    }

    private async Task SaveCellsAsync(IStorage storage)
    {
        var random = new Random(3);
        for (var i = 0; i < Cells; i++)
        {
            var content = new byte[40 + i];
            random.NextBytes(content);
            var address = new CellAddress("fraud", i % 2 == 0 ? "2.0" : "2.1", 60, (1_000_000L + i) * 60 * TimeSpan.TicksPerSecond);
            SavedCells.Add(address, new StoredCell(address, i, content));
        }

        var model = new StoredModel("fraud", OutcomeKind.Text, ["legit", "fraud"], ["2.0", "2.1"], IsDemo: false);
        await storage.Cells.SaveAsync(new CellChanges([model], [.. SavedCells.Values], [], storage.Events.NextSequence - 1, Ledger), default);
    }
}
