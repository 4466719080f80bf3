using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;

namespace Dashboard.Core.Windowing;

/// <summary>What became of one event.</summary>
public enum Verdict : byte
{
    Accepted,

    /// <summary>The same event was accepted before; nothing changes.</summary>
    Duplicate,

    /// <summary>The id is taken by a prediction with other content; the first one stays.</summary>
    Conflict,
}

/// <summary>
/// Everything kept in memory about the events: open predictions, parked truths, cells and count windows. One writer
/// admits and projects; any thread may read snapshots.
/// </summary>
public sealed class Projection
{
    // SKELETON: signatures fixed, bodies to come (metrics helper).
    public Projection(ModelCatalog catalog, StorageOptions options, TimeProvider time)
    {
        _ = (catalog, options, time);
    }

    /// <summary>
    /// Judges one prediction and remembers it if accepted, so that a later row of the same commit sees it. Cells change
    /// only in <see cref="Project"/>.
    /// </summary>
    public Verdict Admit(EventBatch batch, in PredictionRow row) => throw new NotImplementedException();

    /// <summary>Judges one ground truth: the same value again is a duplicate, another value a correction (accepted).</summary>
    public Verdict Admit(EventBatch batch, in GroundTruthRow row) => throw new NotImplementedException();

    /// <summary>
    /// Applies everything admitted since the last call to cells and count windows; called once its commit is durable.
    /// </summary>
    /// <param name="accepted">The committed batch, rows in the order they were admitted.</param>
    /// <param name="firstSequence">Sequence number of its first event.</param>
    public void Project(EventBatch accepted, long firstSequence) => throw new NotImplementedException();

    /// <summary>Forgets everything; the next steps are <see cref="Restore"/> and <see cref="Replay"/> of all stored events.</summary>
    public void Reset() => throw new NotImplementedException();

    /// <summary>Loads saved cells and the models' labels. Call before <see cref="Replay"/>.</summary>
    public void Restore(StoredRollups rollups) => throw new NotImplementedException();

    /// <summary>
    /// Applies stored events at start-up, in order: fills open predictions, parked truths and count windows, and adds to
    /// each cell exactly the events its saved copy lacks.
    /// </summary>
    public void Replay(StoredEvents run) => throw new NotImplementedException();

    /// <summary>
    /// Up to <paramref name="limit"/> changed or expired cells as bytes, oldest change first; null when nothing is
    /// waiting. Called by the writer between commits; the result is a consistent cut at that instant.
    /// </summary>
    public CellChanges? TakeChanges(int limit, IngestLedger ledger) => throw new NotImplementedException();

    /// <summary>Forgets a model: its cells, open predictions, parked truths and count windows.</summary>
    public void RemoveModel(string model) => throw new NotImplementedException();

    /// <summary>Builds the figures of one key. Cost grows with buckets, never with events. Any thread.</summary>
    /// <param name="previous">The key's last snapshot, whose unchanged points are reused; null for the first.</param>
    public Snapshot Build(SnapshotKey key, long number, DateTimeOffset asOf, Snapshot? previous) => throw new NotImplementedException();

    /// <summary>Counts for pages, health and self-metrics.</summary>
    public ProjectionStatus Status => throw new NotImplementedException();
}

/// <param name="OpenPredictions">Predictions that can still be joined from memory.</param>
/// <param name="ForgottenPredictions">Evicted because the index was full.</param>
/// <param name="ParkedTruths">Ground truths waiting for their prediction.</param>
/// <param name="ExpiredTruths">Parked longer than allowed, dropped.</param>
/// <param name="DroppedTruths">Dropped because the parking was full.</param>
public sealed record ProjectionStatus(
    long OpenPredictions, long ForgottenPredictions, long ParkedTruths, long ExpiredTruths, long DroppedTruths,
    long Cells, long DroppedCells, long JoinedTruths, long Corrections);
