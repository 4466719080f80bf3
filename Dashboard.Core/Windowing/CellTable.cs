using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Windowing;

/// <summary>
/// All cells in memory: finds or makes the cell of an event, lets buckets expire and keeps the total within
/// <see cref="WindowingOptions.MaxCells"/>. Guarded by the projection's gate.
/// </summary>
/// <param name="onRemoved">Called for each cell that expired or was dropped.</param>
internal sealed class CellTable(WindowingOptions options, Action<Cell> onRemoved)
{
    private readonly Dictionary<Model, ModelWindows> _models = []; // Bounded by CatalogLimits.Models.
    private readonly List<Timeline?> _timelines = []; // By ModelVersion.Index. Bounded by the catalogue.
    private readonly PriorityQueue<Cell, long>[] _oldestFirst =
        [.. Enumerable.Range(0, Resolutions.Count).Select(_ => new PriorityQueue<Cell, long>())]; // Bounded by MaxCells.

    private readonly long[] _keptFrom = new long[Resolutions.Count];
    private long _count;
    private long _dropped;

    public long Count => Interlocked.Read(ref _count);

    /// <summary>Cells dropped because there were too many. Any thread.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Start of the oldest bucket that may be read at an instant, per resolution; rises only.</summary>
    public long[] KeptFrom(DateTimeOffset now) =>
        [.. Enumerable.Range(0, Resolutions.Count).Select(r => Math.Max(_keptFrom[r], options.OldestKept(r, now)))];

    public ModelWindows? Find(Model model) => _models.GetValueOrDefault(model);

    public Timeline? FindTimeline(int versionIndex) => versionIndex < _timelines.Count ? _timelines[versionIndex] : null;

    public Timeline TimelineOf(ModelVersion version) => FindTimeline(version.Index) ?? AddTimeline(version);

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
        while (_count > options.MaxCells)
        {
            DropOldestOfFinest();
        }
    }

    /// <summary>Removes buckets that ended before their resolution's retention.</summary>
    public void Expire(DateTimeOffset now)
    {
        for (var resolution = 0; resolution < Resolutions.Count; resolution++)
        {
            RemoveBefore(resolution, options.OldestKept(resolution, now));
        }
    }

    /// <summary>Forgets a model; its cells are not reported as removed.</summary>
    public void Remove(Model model)
    {
        if (!_models.Remove(model, out var windows))
        {
            return;
        }

        foreach (var timeline in windows.Timelines)
        {
            foreach (var cell in timeline.AllCells)
            {
                cell.IsGone = true; // Its place in the queue is passed over when it comes up.
                _count--;
            }

            _timelines[timeline.Version.Index] = null;
        }
    }

    private Timeline AddTimeline(ModelVersion version)
    {
        if (!_models.TryGetValue(version.Model, out var model))
        {
            _models[version.Model] = model = new ModelWindows(version.Model);
        }

        while (_timelines.Count <= version.Index)
        {
            _timelines.Add(null);
        }

        var timeline = new Timeline(version, model);
        model.Timelines.Add(timeline);
        return _timelines[version.Index] = timeline;
    }

    private void DropOldestOfFinest()
    {
        var finest = Array.FindIndex(_oldestFirst, q => q.Count > 0);
        if (_oldestFirst[finest].TryPeek(out _, out var start))
        {
            var before = _count;
            RemoveBefore(finest, start + Resolutions.Ticks[finest]);
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
