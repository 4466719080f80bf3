using Dashboard.Core.Storage;

namespace Dashboard.Tests.Ingestion;

/// <summary>Storage that takes so many more saves of cells and then nothing, as if the process had been killed, until it may live again.</summary>
internal sealed class MortalEngine(IStorageEngine engine) : IStorageEngine
{
    /// <summary>Null: it lives on.</summary>
    public int? SavesLeft { get; set; }

    public async ValueTask<IStorage> OpenAsync(CancellationToken cancel) => SavesLeft == 0 ? throw Dead() : new MortalStorage(this, await engine.OpenAsync(cancel));

    public long? FreeBytes() => null;

    private static StorageException Dead() => new("killed");

    private ValueTask SaveAsync(ICellStore cells, CellChanges changes, CancellationToken cancel)
    {
        if (SavesLeft == 0)
        {
            throw Dead();
        }

        SavesLeft--;
        return cells.SaveAsync(changes, cancel);
    }

    private sealed class MortalStorage(MortalEngine engine, IStorage storage) : IStorage, ICellStore
    {
        public IEventStore Events => storage.Events;

        public ICellStore Cells => this;

        public IEvaluationStore Evaluations => storage.Evaluations;

        public StorageStatus Status => storage.Status;

        public ValueTask SaveAsync(CellChanges changes, CancellationToken cancel) => engine.SaveAsync(storage.Cells, changes, cancel);

        public ValueTask<StoredRollups> LoadAsync(CancellationToken cancel) => storage.Cells.LoadAsync(cancel);

        public ValueTask RemoveModelCellsAsync(string model, CancellationToken cancel) => storage.Cells.RemoveModelCellsAsync(model, cancel);

        public ValueTask DisposeAsync() => storage.DisposeAsync();
    }
}
