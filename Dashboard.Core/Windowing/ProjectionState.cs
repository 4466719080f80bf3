using Dashboard.Core.Metrics.Features;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;

namespace Dashboard.Core.Windowing;

/// <summary>What a <see cref="Projection"/> forgets and builds anew on a reset.</summary>
internal sealed class ProjectionState
{
    private readonly LossModels _losses;
    private readonly FeatureBaselines _features;

    /// <param name="revision">Stamps go on from here, so that a rebuilt cell never looks unchanged.</param>
    public ProjectionState(
        ModelCatalog catalog, StorageOptions options, WindowingOptions windows, LossModels losses, FeatureBaselines features, Lock gate, long revision)
    {
        (_losses, _features) = (losses, features);
        Join = new TruthJoin(options.MaxOpenPredictions, options.MaxParkedTruths, options.ParkedTruthRetention, catalog.Limits);
        Changed = new ChangedCells(losses, features);
        Cells = new CellTables(windows, Join.Slices, Changed.Remove);
        Writer = new CellWriter(Cells, Changed, revision);
        Earlier = new EarlierFeatures(Cells, Changed, Writer, features, catalog.FieldNames, gate);
        Loader = new CellLoader(catalog, Cells, losses, features);
        Snapshots = new SnapshotBuilder(catalog, Cells, Join.Parked);
        Traffic = new TrafficBuilder(catalog, Cells);
        CountWindows = new CountWindowReader(catalog, Cells, Join.Parked);
        Features = new FeatureReader(catalog, Cells, features);
        Histories = new HistoryBook(new HistoryTeacher(catalog, Cells, losses, gate));
    }

    public TruthJoin Join { get; }

    public ChangedCells Changed { get; }

    public CellTables Cells { get; }

    public CellWriter Writer { get; }

    public EarlierFeatures Earlier { get; }

    private CellLoader Loader { get; }

    public SnapshotBuilder Snapshots { get; }

    public TrafficBuilder Traffic { get; }

    public CountWindowReader CountWindows { get; }

    public FeatureReader Features { get; }

    public HistoryBook Histories { get; }

    /// <summary>Every event up to this number has been applied.</summary>
    public long Sequence { get; set; }

    /// <summary>Loaded cells hold every event up to this number; 0 when some could not be loaded.</summary>
    public long LoadedThrough { get; private set; }

    /// <returns>How many cells could not be read; the others are loaded.</returns>
    public int Load(StoredRollups rollups)
    {
        var unreadable = rollups.DamagedCells + Loader.Load(rollups, Writer.NextRevision());
        Sequence = rollups.CompleteThrough;
        LoadedThrough = unreadable == 0 ? Sequence : 0;
        if (unreadable > 0)
        {
            _features.ForgetReach();
        }

        return unreadable;
    }

    /// <summary>Sorts a model's features by a baseline from the next event on.</summary>
    /// <param name="stored">Number of the newest event in storage.</param>
    public void Adopt(Model model, FeatureBaseline baseline, long stored)
    {
        if (model.HasEvents) // Else it was removed meanwhile.
        {
            _features.Adopt(model, baseline with { Number = Math.Max(Sequence, stored) + 1 });
            Writer.NextRevision();
        }
    }

    /// <summary>Adds the next event of a batch to its cells.</summary>
    /// <param name="change">Null for an event that was not accepted.</param>
    /// <param name="prediction">Place of the next prediction; moves on.</param>
    /// <param name="truth">Place of the next ground truth; moves on.</param>
    public void Apply(EventBatch batch, EventKind kind, in LabelChange? change, ref int prediction, ref int truth)
    {
        var position = kind == EventKind.Prediction ? prediction++ : truth++;
        if (change is not { } known)
        {
            return;
        }

        if (kind == EventKind.Prediction)
        {
            ref readonly var row = ref batch.Predictions[position];
            Writer.AddPrediction(row, known, _losses.Sort(batch, row), _features.Sort(batch, row, Sequence, Sequence <= LoadedThrough), Sequence);
        }
        else
        {
            Writer.AddGroundTruth(batch.GroundTruths[position], known, Sequence);
        }
    }

    public ProjectionStatus ToStatus() => new(
        Join.Open.Count, Join.Open.Forgotten, Join.Parked.Count, Join.Parked.Expired, Join.Parked.Dropped,
        Cells.Wholes.Count, Cells.Wholes.Dropped, Join.Joined, Join.Corrections)
    {
        Retractions = Join.Retractions,
        SegmentCells = Cells.Segments.Count,
        DroppedSegmentCells = Cells.Segments.Dropped,
        UnsegmentedPredictions = Join.Slices.UnsegmentedCount,
    };
}
