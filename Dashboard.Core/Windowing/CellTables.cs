using Dashboard.Core.Predictions;

namespace Dashboard.Core.Windowing;

/// <summary>
/// The cells of whole versions and, apart from them so that many segments never push out the whole, those of segments:
/// from a minute up, where a segment's events are many enough to say something.
/// </summary>
internal sealed class CellTables(WindowingOptions options, SliceTable slices, Action<Cell> onRemoved)
{
    private const int FinestOfSegments = 1;

    public TimelineTable Timelines { get; } = new(slices);

    public CellTable Wholes { get; } = new(options, options.MaxCells, 0, onRemoved);

    public CellTable Segments { get; } = new(options, options.MaxSegmentCells, FinestOfSegments, onRemoved);

    public CellTable Of(Timeline timeline) => timeline.Segment is null ? Wholes : Segments;

    public void Expire(DateTimeOffset now)
    {
        Wholes.Expire(now);
        Segments.Expire(now);
    }

    public void Remove(Model model)
    {
        foreach (var timeline in Timelines.Remove(model))
        {
            Of(timeline).Remove(timeline);
        }
    }
}
