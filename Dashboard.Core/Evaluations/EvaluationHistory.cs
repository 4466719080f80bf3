using Dashboard.Core.Storage;

namespace Dashboard.Core.Evaluations;

/// <summary>
/// The stored evaluations. Bounded by <see cref="EvaluationOptions.MaxPerModel"/> and <see cref="EvaluationOptions.MaxModels"/>.
/// Every call can throw a <see cref="StorageException"/>.
/// </summary>
public sealed class EvaluationHistory(StorageSession storage, EvaluationOptions options) : IDisposable
{
    private readonly SemaphoreSlim _changing = new(1);
    private long _dropped;

    /// <summary>Evaluations that made room for newer ones, since the start.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    private IEvaluationStore Store => storage.Require().Evaluations;

    /// <exception cref="EvaluationRefusedException"><c>too_many_models</c>.</exception>
    public async Task AddAsync(Evaluation evaluation, CancellationToken cancel)
    {
        await _changing.WaitAsync(cancel);
        try
        {
            var model = evaluation.Head.Model;
            var stored = await Store.ListAsync(model, cancel);
            if (stored.Heads.Count == 0)
            {
                await RequireRoomAsync(cancel);
            }

            var baseline = stored.Baselines.TryGetValue(model, out var pinned) ? pinned : Guid.Empty;
            Guid[] oldest = [.. stored.Heads.Select(head => head.Id).Where(id => id != baseline)
                .Take(Math.Max(0, stored.Heads.Count + 1 - options.MaxPerModel))];
            await Store.SaveAsync(
                new StoredEvaluation(evaluation.Head.Id, model, EvaluationCodec.Write(evaluation.Head), EvaluationCodec.Write(evaluation)), oldest, cancel);
            Interlocked.Add(ref _dropped, oldest.Length);
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Of one model, or of all; oldest first.</summary>
    public async Task<EvaluationList> ListAsync(string? model, CancellationToken cancel)
    {
        var stored = await Store.ListAsync(model, cancel);
        var heads = new List<EvaluationHead>(stored.Heads.Count);
        foreach (var head in stored.Heads)
        {
            if (head.Head is { } bytes && EvaluationCodec.Read<EvaluationHead>(bytes) is { } read)
            {
                heads.Add(read);
            }
        }

        return new EvaluationList(heads, stored.Baselines, stored.Heads.Count - heads.Count, Dropped);
    }

    /// <summary>Null when there is none, or it cannot be read any more.</summary>
    public async Task<Evaluation?> FindAsync(Guid id, CancellationToken cancel) =>
        await Store.LoadAsync(id, cancel) is { } content ? EvaluationCodec.Read<Evaluation>(content) : null;

    /// <summary>False when there is none.</summary>
    public async Task<bool> DeleteAsync(Guid id, CancellationToken cancel)
    {
        var stored = await Store.ListAsync(null, cancel);
        if (stored.Heads.FirstOrDefault(head => head.Id == id) is not { } found)
        {
            return false;
        }

        await Store.DeleteAsync(found.Model, id, cancel);
        return true;
    }

    /// <summary>Makes one the baseline of its model, or takes the baseline away. False when the model has no such evaluation.</summary>
    public async Task<bool> PinAsync(string model, Guid? id, CancellationToken cancel)
    {
        var stored = await Store.ListAsync(model, cancel);
        if (id is not null && stored.Heads.All(head => head.Id != id))
        {
            return false;
        }

        await Store.PinAsync(model, id, cancel);
        return true;
    }

    public void Dispose() => _changing.Dispose();

    private async Task RequireRoomAsync(CancellationToken cancel)
    {
        var all = await Store.ListAsync(null, cancel);
        if (all.Heads.Select(head => head.Model).Distinct(StringComparer.Ordinal).Count() >= options.MaxModels)
        {
            throw new EvaluationRefusedException("too_many_models", $"{options.MaxModels} models have evaluations already (Evaluations:MaxModels)", "model");
        }
    }
}

/// <param name="Heads">Oldest first.</param>
/// <param name="Baselines">The evaluation others are compared with, by model.</param>
/// <param name="Damaged">Heads that cannot be read.</param>
/// <param name="Dropped">Evaluations that made room for newer ones, since the start.</param>
public sealed record EvaluationList(
    IReadOnlyList<EvaluationHead> Heads, IReadOnlyDictionary<string, Guid> Baselines, int Damaged, long Dropped);
