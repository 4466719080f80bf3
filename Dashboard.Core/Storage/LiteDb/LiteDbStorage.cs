namespace Dashboard.Core.Storage.LiteDb;

/// <summary>One opened data directory.</summary>
internal sealed class LiteDbStorage(
    DataDirectory directory, OpenDatabase database, LiteDbEventStore events, IReadOnlyList<string> notices) : IStorage
{
    public IEventStore Events => events;

    public ICellStore Cells { get; } = new LiteDbCellStore(database, events);

    public IEvaluationStore Evaluations { get; } = new LiteDbEvaluationStore(database);

    public StorageStatus Status => new(
        "LiteDB", directory.Path, database.Directory.Events, database.Directory.Bytes, database.FileLength,
        database.DamagedBlocks, database.DamagedEvents, notices)
    {
        Blocks = database.Directory.Count,
    };

    public async ValueTask DisposeAsync()
    {
        try
        {
            await events.DisposeAsync();
        }
        finally
        {
            // Whatever went wrong before: the next open needs the lock.
            using (directory)
            {
                database.Dispose();
            }
        }
    }
}
