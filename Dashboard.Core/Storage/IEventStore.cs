using Dashboard.Core.Predictions;

namespace Dashboard.Core.Storage;

/// <summary>
/// The durable log of events, in the order they were accepted. Every event has a sequence number, consecutive from 1.
/// One appender at a time; reads may run beside it and never see an event that is not durable.
/// </summary>
public interface IEventStore
{
    /// <summary>The number the next appended event will take (1 on an empty store).</summary>
    long NextSequence { get; }

    /// <summary>
    /// Appends all events of the batch and the ledger as one all-or-nothing commit; returns when they are on disk,
    /// checksummed and synced. On any <see cref="StorageException"/> the store must be reopened before the next call;
    /// the commit may or may not have happened.
    /// </summary>
    ValueTask AppendAsync(EventBatch events, IngestLedger ledger, CancellationToken cancel);

    /// <summary>
    /// A run of stored events that starts at <paramref name="sequence"/>, or at the next number there is; null past the end.
    /// Damaged runs are skipped and counted. The caller disposes the run.
    /// </summary>
    ValueTask<StoredEvents?> ReadAsync(long sequence, EventColumns columns, CancellationToken cancel);

    /// <summary>Deletes the oldest events that the policy does not keep, in bounded memory. Returns how many went.</summary>
    ValueTask<long> SweepAsync(EventRetention retention, CancellationToken cancel);

    /// <summary>
    /// Deletes every event of one model (demo data, a removed model) by rewriting the runs that hold it. Returns how many went.
    /// </summary>
    ValueTask<long> RemoveModelAsync(string model, CancellationToken cancel);
}

/// <summary>Which parts of stored events a reader needs; leaving out a part saves decoding it.</summary>
[Flags]
public enum EventColumns
{
    /// <summary>Identity, model, version, times, outcome (with the text of unlisted labels), score, latency, flags, fingerprint: what windows and joins need.</summary>
    Core = 0,

    /// <summary>Also the ids as text, error texts and attributes.</summary>
    All = 1,
}

/// <summary>
/// A run of consecutive stored events, decoded. The n-th event in arrival order has sequence number
/// <see cref="FirstSequence"/> + n, except that events removed by <see cref="IEventStore.RemoveModelAsync"/> leave gaps:
/// then <see cref="Sequences"/> has one number per event.
/// </summary>
public sealed class StoredEvents(EventBatch events, long firstSequence, long lastSequence, long[]? sequences = null) : IDisposable
{
    public EventBatch Events { get; } = events;

    public long FirstSequence { get; } = firstSequence;

    /// <summary>The last sequence number this run covers; read on from the next.</summary>
    public long LastSequence { get; } = lastSequence;

    /// <summary>Null when there are no gaps.</summary>
    public long[]? Sequences { get; } = sequences;

    /// <summary>When its first event was received, UTC ticks; it has one.</summary>
    public long FirstReceivedTicks => Events.Kinds[0] == EventKind.Prediction ? Events.Predictions[0].ReceivedTicks : Events.GroundTruths[0].ReceivedTicks;

    public long SequenceOf(int position) => Sequences is null ? FirstSequence + position : Sequences[position];

    public void Dispose() => Events.Dispose();
}

/// <summary>What the sweep keeps. Size counts stored bytes of events, not the file.</summary>
/// <param name="OldestReceivedTicks">Events received before this UTC instant (ticks) may go.</param>
/// <param name="MaxBytes">Most bytes of stored events; the oldest go first.</param>
public readonly record struct EventRetention(long OldestReceivedTicks, long MaxBytes);
