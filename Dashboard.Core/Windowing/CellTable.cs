using Dashboard.Core.Metrics;

namespace Dashboard.Core.Windowing;

/// <summary>
/// Cells in memory: finds or makes the cell of an event, lets buckets expire and keeps the total within its bound. Guarded
/// by the projection's gate.
/// </summary>
/// <param name="maxCells">Most cells; the oldest of the finest go first.</param>
/// <param name="finest">Position of the finest resolution kept here.</param>
/// <param name="onRemoved">Called for each cell that expired or was dropped.</param>
internal sealed class CellTable(WindowingOptions options, int maxCells, int finest, Action<Cell> onRemoved)
{
    private readonly PriorityQueue<Cell, long>[] _oldestFirst =
        [.. Enumerable.Range(0, Resolutions.Count).Select(_ => new PriorityQueue<Cell, long>())]; // Bounded by maxCells.

    private readonly long[] _keptFrom = new long[Resolutions.Count];
    private long _count;
    private long _dropped;

    /// <summary>Position in <see cref="Resolutions"/> of the finest cells.</summary>
    public int Finest { get; } = finest;

    public long Count => Interlocked.Read(ref _count);

    /// <summary>Cells dropped because there were too many. Any thread.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Start of the oldest bucket that may be read at an instant, per resolution; rises only.</summary>
    public long[] KeptFrom(DateTimeOffset now) =>
        [.. Enumerable.Range(0, Resolutions.Count).Select(r => r < Finest ? long.MaxValue : Math.Max(_keptFrom[r], options.OldestKept(r, now)))];

    /// <summary>The cell of the bucket an instant falls into, made if new; null when that bucket is not kept any more.</summary>
    public Cell? CellAt(Timeline timeline, int resolution, long ticks)
    {
        var start = Resolutions.Floor(ticks, Resolutions.Ticks[resolution]);
        if (timeline.FindNear(resolution, start) is { } known)
        {
            return known;
        }

        if (start < _keptFrom[resolution])
        {
            return null;
        }

        var cell = new Cell(timeline, resolution, start, new Tally());
        Add(cell);
        return cell.IsGone ? null : cell;
    }

    public void Add(Cell cell)
    {
        cell.Timeline.Add(cell);
        _oldestFirst[cell.Resolution].Enqueue(cell, cell.StartTicks);
        _count++;
        while (_count > maxCells)
        {
            DropOldestOfFinest();
        }
    }

    /// <summary>Removes buckets that ended before their resolution's retention.</summary>
    public void Expire(DateTimeOffset now)
    {
        for (var resolution = Finest; resolution < Resolutions.Count; resolution++)
        {
            RemoveBefore(resolution, options.OldestKept(resolution, now));
        }
    }

    /// <summary>Forgets a timeline's cells; they are not reported as removed.</summary>
    public void Remove(Timeline timeline)
    {
        foreach (var cell in timeline.AllCells)
        {
            cell.IsGone = true; // Its place in the queue is passed over when it comes up.
            _count--;
        }
    }

    private void DropOldestOfFinest()
    {
        var fullest = Array.FindIndex(_oldestFirst, q => q.Count > 0);
        if (_oldestFirst[fullest].TryPeek(out _, out var start))
        {
            var before = _count;
            RemoveBefore(fullest, start + Resolutions.Ticks[fullest]);
            _dropped += before - _count;
        }
    }

    /// <summary>Removes all cells of a resolution that start before an instant; they are not made again.</summary>
    private void RemoveBefore(int resolution, long start)
    {
        _keptFrom[resolution] = Math.Max(_keptFrom[resolution], start);
        var queue = _oldestFirst[resolution];
        while (queue.TryPeek(out var cell, out var oldest) && oldest < start)
        {
            queue.Dequeue();
            if (!cell.IsGone)
            {
                cell.IsGone = true;
                cell.Timeline.Remove(cell);
                _count--;
                onRemoved(cell);
            }
        }
    }
}
