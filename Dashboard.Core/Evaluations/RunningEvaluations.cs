using System.Collections.Concurrent;

namespace Dashboard.Core.Evaluations;

/// <summary>The evaluations being made right now, by the number their sender gave them.</summary>
public sealed class RunningEvaluations
{
    private readonly ConcurrentDictionary<Guid, EvaluationProgress> _running = new(); // Bounded by EvaluationOptions.MaxConcurrent.

    public EvaluationProgress? Find(Guid upload) => _running.GetValueOrDefault(upload);

    /// <summary>Makes an evaluation known until it is removed; false when the number is taken.</summary>
    public bool TryAdd(Guid upload, EvaluationProgress progress) => _running.TryAdd(upload, progress);

    public void Remove(Guid upload) => _running.TryRemove(upload, out _);
}
