using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Windowing;

/// <summary>Adds accepted events to every cell and count window they belong to. Guarded by the projection's gate.</summary>
internal sealed class CellWriter(CellTable cells, ChangedCells changed, long revision)
{
    /// <summary>Stamp for all changes of one hold of the gate, so that readers see it rise with every change.</summary>
    public long Revision { get; private set; } = revision;

    public long NextRevision() => ++Revision;

    public void AddPrediction(in PredictionRow row, in LabelChange change, long sequence)
    {
        var timeline = cells.TimelineOf(row.Version);
        MarkSeen(row.Version.Model);
        timeline.SeePrediction(row.EventTicks);
        timeline.SeeReceipt(row.ReceivedTicks);
        var bucket = 0;
        if (row.LatencyMicros >= 0)
        {
            bucket = Tally.LatencyBucket(row.LatencyMicros);
            timeline.Counts.AddLatency(row.Key, row.LatencyMicros);
            timeline.Model.Counts.AddLatency(row.Key, row.LatencyMicros);
        }

        for (var resolution = 0; resolution < Resolutions.Count; resolution++)
        {
            if (Open(timeline, resolution, row.EventTicks, row.ReceivedTicks, sequence) is { } cell)
            {
                cell.Tally.AddPrediction(row.IsFailed, !row.Predicted.IsNone, row.LatencyMicros, bucket);
                cell.LastPredictionTicks = Math.Max(cell.LastPredictionTicks, row.EventTicks);
            }
        }

        ChangeLabel(timeline, change, row.ReceivedTicks, sequence);
    }

    public void AddGroundTruth(in GroundTruthRow row, in LabelChange change, long sequence)
    {
        MarkSeen(row.Model);
        if (change.TouchesPrediction && cells.FindTimeline(change.VersionIndex) is { } timeline)
        {
            timeline.SeeReceipt(row.ReceivedTicks);
            ChangeLabel(timeline, change, row.ReceivedTicks, sequence);
        }
    }

    private static void MarkSeen(Model model)
    {
        if (!model.HasEvents)
        {
            model.HasEvents = true;
        }
    }

    private void ChangeLabel(Timeline timeline, in LabelChange change, long receivedTicks, long sequence)
    {
        if (change.After.IsNone || change.Predicted.IsNone)
        {
            return; // No truth yet, or a failed prediction: there is nothing to compare.
        }

        var isRegression = timeline.Model.Model.IsRegression;
        timeline.Counts.AddLabel(change, isRegression);
        timeline.Model.Counts.AddLabel(change, isRegression);
        var delayBucket = change.IsFirstLabel ? Tally.DelayBucket(change.DelayTicks) : 0;
        for (var resolution = 0; resolution < Resolutions.Count; resolution++)
        {
            if (Open(timeline, resolution, change.PredictionTicks, receivedTicks, sequence) is { } cell)
            {
                Relabel(cell, change, isRegression, delayBucket);
            }
        }
    }

    private static void Relabel(Cell cell, in LabelChange change, bool isRegression, int delayBucket)
    {
        if (change.IsCorrection)
        {
            cell.Tally.AddLabel(change.Predicted, change.Before, isRegression, -1);
            cell.Tally.AddCorrection();
        }
        else
        {
            cell.Tally.AddDelay(delayBucket);
        }

        cell.Tally.AddLabel(change.Predicted, change.After, isRegression, 1);
    }

    /// <summary>The cell to change; null when its bucket is gone or its saved copy already holds this event.</summary>
    private Cell? Open(Timeline timeline, int resolution, long ticks, long receivedTicks, long sequence)
    {
        var cell = cells.CellAt(timeline, resolution, ticks);
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
}
