using Dashboard.Core.Predictions;

namespace Dashboard.Core.Windowing;

/// <summary>The cells of one model version, whole or of one segment, per resolution and bucket, and what is known besides.</summary>
internal sealed class Timeline(ModelVersion version, TimelineGroup group)
{
    /// <summary>How far senders and connections may be apart in time before anything counts as late.</summary>
    private const long AllowedLateness = 60 * TimeSpan.TicksPerSecond;

    private readonly Dictionary<long, Cell>[] _cells =
        [.. Enumerable.Range(0, Resolutions.Count).Select(_ => new Dictionary<long, Cell>())]; // Bounded by WindowingOptions.MaxCells.

    private readonly Cell?[] _latest = new Cell?[Resolutions.Count];

    public ModelVersion Version { get; } = version;

    /// <summary>This version's and its siblings' timelines.</summary>
    public TimelineGroup Group { get; } = group;

    public Segment? Segment => Group.Segment;

    public CountWindows Counts { get; } = new(isWhole: group.Segment is null);

    public long LastPredictionTicks { get; private set; }

    public long LastReceivedTicks { get; private set; }

    public Cell? Find(int resolution, long startTicks) => _cells[resolution].GetValueOrDefault(startTicks);

    /// <summary>The cell of a bucket; most events fall into the bucket of the one before.</summary>
    public Cell? FindNear(int resolution, long startTicks)
    {
        var latest = _latest[resolution];
        return latest?.StartTicks == startTicks ? latest : _latest[resolution] = Find(resolution, startTicks);
    }

    /// <summary>Start of the finest kept bucket that holds the first prediction; null without cells.</summary>
    /// <param name="keptFrom">Start of the oldest kept bucket per resolution.</param>
    public long? FirstTicks(ReadOnlySpan<long> keptFrom)
    {
        var first = _cells[^1].Values.MinBy(cell => cell.StartTicks);
        for (var resolution = Resolutions.Count - 2; first is not null && resolution >= 0 && keptFrom[resolution] <= first.StartTicks; resolution--)
        {
            var (start, end) = (first.StartTicks, first.EndTicks);
            first = _cells[resolution].Values.Where(cell => cell.StartTicks >= start && cell.EndTicks <= end).MinBy(cell => cell.StartTicks) ?? first;
        }

        return first?.StartTicks;
    }

    public bool HasCells(int resolution) => _cells[resolution].Count > 0;

    public IEnumerable<Cell> AllCells => _cells.SelectMany(c => c.Values);

    /// <summary>The last event of its resolution fell into it.</summary>
    public bool IsFilling(Cell cell) => _latest[cell.Resolution] == cell;

    public void Add(Cell cell)
    {
        if (_latest[cell.Resolution] is { IsChanged: false, Features: { } cold })
        {
            cold.Pack(); // A changed one is packed once it is saved.
        }

        _cells[cell.Resolution].Add(cell.StartTicks, cell);
        _latest[cell.Resolution] = cell;
    }

    public void Remove(Cell cell)
    {
        _cells[cell.Resolution].Remove(cell.StartTicks);
        if (_latest[cell.Resolution] == cell)
        {
            _latest[cell.Resolution] = null;
        }
    }

    /// <summary>Predictions from before it are late: their buckets were taken for complete.</summary>
    /// <remarks>
    /// Known from events only, never from saved cells: those may be ahead of the event that a replay has come to.
    /// </remarks>
    public long Watermark { get; private set; } = long.MinValue;

    public void SeePrediction(long eventTicks)
    {
        LastPredictionTicks = Math.Max(LastPredictionTicks, eventTicks);
        Watermark = Math.Max(Watermark, eventTicks - AllowedLateness);
    }

    /// <summary>Of a saved cell.</summary>
    public void SeeStored(long lastPredictionTicks, long lastReceivedTicks)
    {
        LastPredictionTicks = Math.Max(LastPredictionTicks, lastPredictionTicks);
        SeeReceipt(lastReceivedTicks);
    }

    public void SeeReceipt(long receivedTicks) => LastReceivedTicks = Math.Max(LastReceivedTicks, receivedTicks);
}
