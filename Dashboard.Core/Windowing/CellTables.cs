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

    public IReadOnlyList<VersionSight> Sights(Model model, DateTimeOffset now)
    {
        var keptFrom = Wholes.KeptFrom(now);
        return [.. (Timelines.Find(model, null)?.Timelines ?? []).Select(timeline => new VersionSight(
            timeline.Version.Name, At(timeline.FirstTicks(keptFrom)), At(timeline.LastPredictionTicks), At(timeline.LastReceivedTicks)))];

        static DateTimeOffset? At(long? ticks) => ticks is null or 0 ? null : new DateTimeOffset(ticks.Value, TimeSpan.Zero);
    }

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
