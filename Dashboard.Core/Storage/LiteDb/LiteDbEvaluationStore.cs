namespace Dashboard.Core.Storage.LiteDb;

/// <summary>Evaluations in the same database as the events.</summary>
internal sealed class LiteDbEvaluationStore(OpenDatabase database) : IEvaluationStore
{
    public ValueTask SaveAsync(StoredEvaluation evaluation, IReadOnlyList<Guid> removed, CancellationToken cancel) => new(database.CommitAsync(() =>
    {
        database.Evaluations.Save(evaluation);
        foreach (var id in removed)
        {
            database.Evaluations.Delete(evaluation.Model, id);
        }
    }));

    public ValueTask<StoredEvaluations> ListAsync(string? model, CancellationToken cancel) =>
        new(database.ReadAsync(() => database.Evaluations.List(model)));

    public ValueTask<ReadOnlyMemory<byte>?> LoadAsync(Guid id, CancellationToken cancel) =>
        new(database.ReadAsync(() => database.Evaluations.Load(id)));

    public ValueTask DeleteAsync(string model, Guid id, CancellationToken cancel) =>
        CommitAsync(() => database.Evaluations.Delete(model, id));

    public ValueTask PinAsync(string model, Guid? id, CancellationToken cancel) =>
        CommitAsync(() => database.Evaluations.Pin(model, id));

    /// <summary>What is not there cannot be deleted, but a commit must write something.</summary>
    private ValueTask CommitAsync(Action change) => new(database.CommitAsync(() =>
    {
        change();
        var (ledger, next, stored) = database.Meta.ReadLedger();
        database.Meta.WriteLedger(ledger, next, stored);
    }));
}
