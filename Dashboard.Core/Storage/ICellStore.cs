using Dashboard.Core.Predictions;

namespace Dashboard.Core.Storage;

/// <summary>Names a stored cell: one model version, its whole traffic or one segment of it, resolution and bucket.</summary>
/// <param name="ResolutionSeconds">Length of the bucket: 10, 60, 3,600 or 86,400.</param>
/// <param name="BucketTicks">UTC start of the bucket, a multiple of the resolution.</param>
/// <param name="Dimension">Of the segment the cell is of; empty for the version's whole traffic.</param>
/// <param name="SegmentValue">Value of that dimension.</param>
public readonly record struct CellAddress(
    string Model, string Version, int ResolutionSeconds, long BucketTicks, string Dimension = "", string SegmentValue = "");

/// <summary>A cell as bytes. <paramref name="ThroughSequence"/>: every event up to this number is in it.</summary>
public readonly record struct StoredCell(CellAddress Address, long ThroughSequence, ReadOnlyMemory<byte> Content);

/// <summary>What must be known of a model before its cells can be read: label codes are positions in <paramref name="Labels"/>.</summary>
public sealed record StoredModel(string Name, OutcomeKind OutcomeKind, IReadOnlyList<string> Labels, IReadOnlyList<string> Versions, bool IsDemo)
{
    /// <summary>What was learned about its predictions, needed to read its cells; empty when nothing was.</summary>
    public ReadOnlyMemory<byte> Learned { get; init; }

    /// <summary>What the features of its first predictions were, needed to read those of its cells; empty while that is not known.</summary>
    public ReadOnlyMemory<byte> FeatureBaseline { get; init; }
}

/// <summary>The durable copy of the rollup cells, so that a start needs only the tail of the events.</summary>
public interface ICellStore
{
    /// <summary>Saves models and cells and forgets removed ones, as one durable commit. Keep it to a few hundred cells.</summary>
    ValueTask SaveAsync(CellChanges changes, CancellationToken cancel);

    ValueTask<StoredRollups> LoadAsync(CancellationToken cancel);

    /// <summary>Deletes a model and all its cells.</summary>
    ValueTask RemoveModelCellsAsync(string model, CancellationToken cancel);
}

/// <param name="CompleteThrough">When set: all cells now reflect every event up to this number; a start replays from the next.</param>
/// <param name="Ledger">The account of events as of now.</param>
public sealed record CellChanges(
    IReadOnlyList<StoredModel> Models,
    IReadOnlyList<StoredCell> Cells,
    IReadOnlyList<CellAddress> Removed,
    long? CompleteThrough,
    IngestLedger Ledger);

/// <param name="DamagedCells">Cells whose checksum failed; they were set aside and are not in <paramref name="Cells"/>.</param>
public sealed record StoredRollups(
    IReadOnlyList<StoredModel> Models,
    IReadOnlyList<StoredCell> Cells,
    long CompleteThrough,
    IngestLedger Ledger,
    int DamagedCells);
