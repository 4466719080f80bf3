namespace Dashboard.Core.Storage;

/// <summary>An evaluation as bytes.</summary>
/// <param name="Id">UUIDv7.</param>
/// <param name="Head">What lists show; a few kilobytes.</param>
/// <param name="Content">All of it; at most <see cref="MaxContent"/> bytes.</param>
public sealed record StoredEvaluation(Guid Id, string Model, ReadOnlyMemory<byte> Head, ReadOnlyMemory<byte> Content)
{
    public const int MaxContent = 8 << 20;
}

/// <param name="Head">Null when its checksum failed.</param>
public sealed record StoredEvaluationHead(Guid Id, string Model, ReadOnlyMemory<byte>? Head);

/// <param name="Heads">Oldest first, by id.</param>
/// <param name="Baselines">The pinned evaluation by model.</param>
public sealed record StoredEvaluations(IReadOnlyList<StoredEvaluationHead> Heads, IReadOnlyDictionary<string, Guid> Baselines);

/// <summary>The durable history of evaluations. Its owner bounds them.</summary>
public interface IEvaluationStore
{
    /// <summary>Saves one evaluation and forgets others of the model, as one durable commit.</summary>
    ValueTask SaveAsync(StoredEvaluation evaluation, IReadOnlyList<Guid> removed, CancellationToken cancel);

    /// <summary>Of one model, or of all.</summary>
    ValueTask<StoredEvaluations> ListAsync(string? model, CancellationToken cancel);

    /// <summary>The content of one; null when there is none or its checksum failed.</summary>
    ValueTask<ReadOnlyMemory<byte>?> LoadAsync(Guid id, CancellationToken cancel);

    /// <summary>Forgets one of a model, also as its baseline.</summary>
    ValueTask DeleteAsync(string model, Guid id, CancellationToken cancel);

    /// <summary>Makes an evaluation the baseline of its model; null for none.</summary>
    ValueTask PinAsync(string model, Guid? id, CancellationToken cancel);
}
