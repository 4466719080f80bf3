namespace Dashboard.Core.Storage.LiteDb;

/// <summary>One opened data directory.</summary>
internal sealed class LiteDbStorage(
    DataDirectory directory, OpenDatabase database, LiteDbEventStore events, IReadOnlyList<string> notices) : IStorage
{
    public IEventStore Events => events;

    public ICellStore Cells { get; } = new LiteDbCellStore(database, events);

    public StorageStatus Status => new(
        "LiteDB", directory.Path, database.Directory.Events, database.Directory.Bytes, database.FileLength,
        database.DamagedBlocks, database.DamagedEvents, notices);

    public async ValueTask DisposeAsync()
    {
        await events.DisposeAsync();
        database.Dispose();
        directory.Dispose();
    }
}
