using Dashboard.Core.LateLabels;
using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Windowing;

/// <summary>Adds accepted events to every cell and count window they belong to. Guarded by the projection's gate.</summary>
internal sealed class CellWriter(CellTables cells, ChangedCells changed, long revision)
{
    /// <summary>Stamp for all changes of one hold of the gate, so that readers see it rise with every change.</summary>
    public long Revision { get; private set; } = revision;

    public long NextRevision() => ++Revision;

    /// <param name="leaf">Where a tree put it; none without one.</param>
    /// <param name="features">As its model's baseline sorted them; none without one.</param>
    public void AddPrediction(in PredictionRow row, in LabelChange change, in LeafMark leaf, in FeatureMarks features, long sequence)
    {
        MarkSeen(row.Version.Model);
        var bucket = row.LatencyMicros >= 0 ? Tally.LatencyBucket(row.LatencyMicros) : 0;
        var score = ScoreOf(row.Version.Model, row.Score);
        foreach (var timeline in cells.Timelines.OfSlice(change.SliceIndex))
        {
            var isLate = row.EventTicks < timeline.Watermark;
            timeline.SeePrediction(row.EventTicks);
            timeline.SeeReceipt(row.ReceivedTicks);
            timeline.Counts.CountPrediction();
            timeline.Group.Counts.CountPrediction();
            if (row.LatencyMicros >= 0)
            {
                timeline.Counts.AddLatency(row.Key, row.LatencyMicros);
                timeline.Group.Counts.AddLatency(row.Key, row.LatencyMicros);
            }

            AddToCells(timeline, row, new Sorted(bucket, score, leaf, features), isLate, sequence);
        }

        ChangeLabel(change, row.ReceivedTicks, sequence);
    }

    public void AddGroundTruth(in GroundTruthRow row, in LabelChange change, long sequence)
    {
        MarkSeen(row.Model);
        if (change.TouchesPrediction)
        {
            ChangeLabel(change, row.ReceivedTicks, sequence);
        }
    }

    private static void MarkSeen(Model model)
    {
        if (!model.HasEvents)
        {
            model.HasEvents = true;
        }
    }

    /// <summary>Numbers have no score to rank by.</summary>
    private static BinnedScore ScoreOf(Model model, double score) => model.IsRegression ? BinnedScore.None : BinnedScore.Of(score);

    private void AddToCells(Timeline timeline, in PredictionRow row, in Sorted sorted, bool isLate, long sequence)
    {
        for (var resolution = cells.Of(timeline).Finest; resolution < Resolutions.Count; resolution++)
        {
            if (Open(timeline, resolution, row.EventTicks, row.ReceivedTicks, sequence) is { } cell)
            {
                cell.Tally.AddPrediction(row.IsFailed, !row.Predicted.IsNone, row.LatencyMicros, sorted.LatencyBucket, isLate);
                cell.Layers?.LayerOf(row.ReceivedTicks, cell.EndTicks).AddPrediction(row.IsFailed, !row.Predicted.IsNone);
                if (!row.Predicted.IsNone)
                {
                    cell.Tally.AddScore(row.Predicted, sorted.Score);
                    cell.Tally.AddLeaf(sorted.Leaf);
                }

                if (sorted.Features.Baseline is not null && timeline.Segment is null && resolution >= CellFeatures.Finest)
                {
                    (cell.Features ??= new CellFeatures()).Add(sorted.Features);
                }

                cell.LastPredictionTicks = Math.Max(cell.LastPredictionTicks, row.EventTicks);
            }
        }
    }

    private void ChangeLabel(in LabelChange change, long receivedTicks, long sequence)
    {
        if (change.After == change.Before || change.Predicted.IsNone)
        {
            return; // No truth yet, or a failed prediction: there is nothing to compare.
        }

        var timelines = cells.Timelines.OfSlice(change.SliceIndex);
        var isRegression = timelines[0].Version.Model.IsRegression;
        var label = new LabelDelta(
            isRegression, ScoreOf(timelines[0].Version.Model, change.Score), change.IsCorrection ? 0 : Tally.DelayBucket(change.DelayTicks), receivedTicks);
        foreach (var timeline in timelines)
        {
            timeline.SeeReceipt(receivedTicks);
            timeline.Counts.AddLabel(change, isRegression);
            timeline.Group.AddLabel(change, timeline.Version);
            for (var resolution = cells.Of(timeline).Finest; resolution < Resolutions.Count; resolution++)
            {
                if (Open(timeline, resolution, change.PredictionTicks, receivedTicks, sequence) is { } cell)
                {
                    Relabel(cell, change, label);
                }
            }
        }
    }

    private static void Relabel(Cell cell, in LabelChange change, in LabelDelta label)
    {
        cell.Tally.CountChange(change);
        if (change.Before.IsNone)
        {
            cell.Tally.AddDelay(change.DelayTicks, label.DelayBucket);
        }
        else
        {
            cell.Tally.AddLabel(change.Predicted, change.Before, label.Score, label.IsRegression, -1);
            cell.Delays.Subtract(change.DelayRung, SumsOf(change.Predicted, change.Before, label.IsRegression));
        }

        if (change.After.IsNone)
        {
            cell.Tally.RemoveDelay(label.DelayBucket);
        }
        else
        {
            cell.Tally.AddLabel(change.Predicted, change.After, label.Score, label.IsRegression, 1);
            cell.Delays.Add(change.DelayRung, SumsOf(change.Predicted, change.After, label.IsRegression));
        }

        cell.Layers?.LayerOf(label.ReceivedTicks, cell.EndTicks).AddLabel(change, label.IsRegression);
    }

    private static LabelSums SumsOf(Outcome predicted, Outcome truth, bool isRegression) =>
        LabelSums.One(predicted == truth, isRegression ? Math.Abs(predicted.Value - truth.Value) : 0);

    /// <summary>The cell to change; null when its bucket is gone or its saved copy already holds this event.</summary>
    private Cell? Open(Timeline timeline, int resolution, long ticks, long receivedTicks, long sequence)
    {
        var cell = cells.Of(timeline).CellAt(timeline, resolution, ticks);
        if (cell is null || sequence <= cell.ThroughSequence)
        {
            return null;
        }

        cell.Revision = Revision;
        cell.LastReceivedTicks = Math.Max(cell.LastReceivedTicks, receivedTicks);
        if (!cell.IsChanged)
        {
            changed.Add(cell);
        }

        return cell;
    }

    /// <summary>Where a prediction is counted, the same for every cell that counts it.</summary>
    private readonly ref struct Sorted(int latencyBucket, BinnedScore score, LeafMark leaf, FeatureMarks features)
    {
        public int LatencyBucket { get; } = latencyBucket;

        public BinnedScore Score { get; } = score;

        public LeafMark Leaf { get; } = leaf;

        public FeatureMarks Features { get; } = features;
    }

    /// <summary>What is the same for every cell a label changes.</summary>
    private readonly record struct LabelDelta(bool IsRegression, BinnedScore Score, int DelayBucket, long ReceivedTicks);
}
