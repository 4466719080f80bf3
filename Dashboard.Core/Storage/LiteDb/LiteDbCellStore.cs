namespace Dashboard.Core.Storage.LiteDb;

/// <summary>Cells in the same database as the events, so that a cell and its watermark cannot disagree.</summary>
internal sealed class LiteDbCellStore(OpenDatabase database, LiteDbEventStore events) : ICellStore
{
    public ValueTask SaveAsync(CellChanges changes, CancellationToken cancel) => new(database.CommitAsync(() =>
    {
        database.Cells.Save(changes);
        database.Meta.WriteCellCount(database.Cells.Count);
        database.Meta.WriteLedger(changes.Ledger, events.NextSequence, database.StoredEvents);
        if (changes.CompleteThrough is { } through)
        {
            database.Meta.WriteCompleteThrough(through);
        }
    }));

    public ValueTask<StoredRollups> LoadAsync(CancellationToken cancel) => new(database.ReadAsync(() =>
    {
        var (models, cells, damaged) = database.Cells.Load();
        return new StoredRollups(models, cells, database.Meta.ReadCompleteThrough(), database.Meta.ReadLedger().Ledger, damaged);
    }));

    public ValueTask RemoveModelCellsAsync(string model, CancellationToken cancel) => new(database.CommitAsync(() =>
    {
        database.Cells.Remove(model);
        database.Meta.WriteCellCount(database.Cells.Count);
        var (ledger, next, stored) = database.Meta.ReadLedger();
        database.Meta.WriteLedger(ledger, next, stored);
    }));
}
