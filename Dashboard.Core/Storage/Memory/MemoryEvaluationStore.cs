namespace Dashboard.Core.Storage.Memory;

internal sealed class MemoryEvaluationStore(MemoryDisk disk, Action<Action> commit) : IEvaluationStore
{
    public ValueTask SaveAsync(StoredEvaluation evaluation, IReadOnlyList<Guid> removed, CancellationToken cancel)
    {
        commit(() =>
        {
            disk.Evaluations[evaluation.Id] = evaluation with { Head = evaluation.Head.ToArray(), Content = evaluation.Content.ToArray() };
            foreach (var id in removed)
            {
                Delete(evaluation.Model, id);
            }
        });
        return ValueTask.CompletedTask;
    }

    public ValueTask<StoredEvaluations> ListAsync(string? model, CancellationToken cancel)
    {
        lock (disk.Gate)
        {
            return new ValueTask<StoredEvaluations>(new StoredEvaluations(
                [.. disk.Evaluations.Values.Where(e => model is null || e.Model == model).Select(e => new StoredEvaluationHead(e.Id, e.Model, e.Head))],
                disk.Baselines.Where(pair => model is null || pair.Key == model).ToDictionary(StringComparer.Ordinal)));
        }
    }

    public ValueTask<ReadOnlyMemory<byte>?> LoadAsync(Guid id, CancellationToken cancel)
    {
        lock (disk.Gate)
        {
            return new ValueTask<ReadOnlyMemory<byte>?>(disk.Evaluations.GetValueOrDefault(id)?.Content);
        }
    }

    public ValueTask DeleteAsync(string model, Guid id, CancellationToken cancel)
    {
        commit(() => Delete(model, id));
        return ValueTask.CompletedTask;
    }

    public ValueTask PinAsync(string model, Guid? id, CancellationToken cancel)
    {
        commit(() =>
        {
            disk.Baselines.Remove(model);
            if (id is { } pinned)
            {
                disk.Baselines[model] = pinned;
            }
        });
        return ValueTask.CompletedTask;
    }

    private void Delete(string model, Guid id)
    {
        if (disk.Evaluations.TryGetValue(id, out var found) && found.Model == model)
        {
            disk.Evaluations.Remove(id);
        }

        if (disk.Baselines.GetValueOrDefault(model) == id)
        {
            disk.Baselines.Remove(model);
        }
    }
}
