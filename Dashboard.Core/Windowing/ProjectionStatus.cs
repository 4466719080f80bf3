namespace Dashboard.Core.Windowing;

/// <param name="OpenPredictions">Predictions that can still be joined from memory.</param>
/// <param name="ForgottenPredictions">Evicted because the index was full.</param>
/// <param name="ParkedTruths">Ground truths waiting for their prediction.</param>
/// <param name="ExpiredTruths">Parked longer than allowed, dropped.</param>
/// <param name="DroppedTruths">Dropped because the parking was full.</param>
/// <param name="UnreadableCells">Saved cells that were damaged or of another format at the last start, and were rebuilt from stored events.</param>
public sealed record ProjectionStatus(
    long OpenPredictions, long ForgottenPredictions, long ParkedTruths, long ExpiredTruths, long DroppedTruths,
    long Cells, long DroppedCells, long JoinedTruths, long Corrections, int UnreadableCells = 0)
{
    /// <summary>Ground truths that were taken back.</summary>
    public long Retractions { get; init; }

    public long SegmentCells { get; init; }

    public long DroppedSegmentCells { get; init; }

    /// <summary>Counted for their version only, because there were too many combinations of segments.</summary>
    public long UnsegmentedPredictions { get; init; }
}
