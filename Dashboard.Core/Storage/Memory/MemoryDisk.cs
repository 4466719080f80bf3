using Dashboard.Core.Predictions;

namespace Dashboard.Core.Storage.Memory;

/// <summary>What survives closing. Every access is under its lock.</summary>
internal sealed class MemoryDisk
{
    public Lock Gate { get; } = new();

    public List<MemoryRun> Runs { get; } = []; // Bounded by EventRetention.

    public Dictionary<CellAddress, StoredCell> Cells { get; } = []; // Bounded by the projection's cell limit.

    public Dictionary<string, StoredModel> Models { get; } = new(StringComparer.Ordinal); // Bounded by CatalogLimits.Models.

    public SortedDictionary<Guid, StoredEvaluation> Evaluations { get; } = []; // Bounded by their owner.

    public Dictionary<string, Guid> Baselines { get; } = new(StringComparer.Ordinal); // At most one a model.

    public long NextSequence { get; set; } = 1;

    public long CompleteThrough { get; set; }

    public IngestLedger Ledger { get; set; } = IngestLedger.Empty;
}

/// <summary>The events of one commit.</summary>
internal sealed record MemoryRun(EventBatch Events, long First, long Last, long[]? Sequences)
{
    public long Bytes => Events.TextLength + 64L * Events.Count;

    public long NewestReceivedTicks()
    {
        var newest = 0L;
        foreach (ref readonly var row in Events.Predictions)
        {
            newest = Math.Max(newest, row.ReceivedTicks);
        }

        foreach (ref readonly var row in Events.GroundTruths)
        {
            newest = Math.Max(newest, row.ReceivedTicks);
        }

        return newest;
    }

    /// <summary>The same run with only the events to keep; null when none are left.</summary>
    public MemoryRun? Where(Func<Model, bool>? keep)
    {
        var events = new EventBatch();
        var sequences = new List<long>();
        EventCopy.Append(events, sequences, new StoredEvents(Events, First, Last, Sequences), keep);
        return events.Count == 0 ? null : new MemoryRun(events, First, Last, events.Count == Events.Count ? Sequences : [.. sequences]);
    }

    public StoredEvents Read() => new(Where(keep: null)!.Events, First, Last, Sequences);
}
