using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;

namespace Dashboard.Core.Windowing;

/// <summary>What a <see cref="Projection"/> forgets and builds anew on a reset.</summary>
internal sealed class ProjectionState
{
    /// <param name="revision">Stamps go on from here, so that a rebuilt cell never looks unchanged.</param>
    public ProjectionState(ModelCatalog catalog, StorageOptions options, WindowingOptions windows, LossModels losses, Lock gate, long revision)
    {
        Join = new TruthJoin(options.MaxOpenPredictions, options.MaxParkedTruths, options.ParkedTruthRetention, catalog.Limits);
        Changed = new ChangedCells(losses);
        Cells = new CellTables(windows, Join.Slices, Changed.Remove);
        Writer = new CellWriter(Cells, Changed, revision);
        Loader = new CellLoader(catalog, Cells, losses);
        Snapshots = new SnapshotBuilder(catalog, Cells, Join.Parked);
        Traffic = new TrafficBuilder(catalog, Cells);
        Histories = new HistoryBook(new HistoryTeacher(catalog, Cells, losses, gate));
    }

    public TruthJoin Join { get; }

    public ChangedCells Changed { get; }

    public CellTables Cells { get; }

    public CellWriter Writer { get; }

    public CellLoader Loader { get; }

    public SnapshotBuilder Snapshots { get; }

    public TrafficBuilder Traffic { get; }

    public HistoryBook Histories { get; }

    /// <summary>Every event up to this number has been applied.</summary>
    public long Sequence { get; set; }

    public ProjectionStatus ToStatus() => new(
        Join.Open.Count, Join.Open.Forgotten, Join.Parked.Count, Join.Parked.Expired, Join.Parked.Dropped,
        Cells.Wholes.Count, Cells.Wholes.Dropped, Join.Joined, Join.Corrections)
    {
        SegmentCells = Cells.Segments.Count,
        DroppedSegmentCells = Cells.Segments.Dropped,
        UnsegmentedPredictions = Join.Slices.UnsegmentedCount,
    };
}
