using Dashboard.Core.Storage;
using Dashboard.Core.SystemMetrics;
using Dashboard.Core.Windowing;

namespace Dashboard.Core.SystemHistory;

/// <summary>
/// The buckets in memory and which of them storage does not know yet. Bounded by the retentions: with the usual ones 9,410
/// buckets, about 3 MB.
/// </summary>
internal sealed class SystemCellTable(WindowingOptions options)
{
    private readonly Dictionary<long, SystemCell>[] _cells =
        [.. Enumerable.Range(0, Resolutions.Count).Select(_ => new Dictionary<long, SystemCell>())];

    private readonly Queue<SystemCell> _changed = new(); // Bounded by the buckets: one waits once.
    private readonly Queue<CellAddress> _removed = new(); // Bounded by the buckets storage holds.
    private readonly long[] _keptFrom = new long[Resolutions.Count];

    /// <summary>Start of the oldest bucket that is kept at an instant, per resolution.</summary>
    public long[] KeptFrom(DateTimeOffset now) =>
        [.. Enumerable.Range(0, Resolutions.Count).Select(r => options.OldestKept(r, now))];

    /// <summary>The bucket an instant falls into, made if new.</summary>
    public SystemCell CellAt(int resolution, long ticks)
    {
        var start = Resolutions.Floor(ticks, Resolutions.Ticks[resolution]);
        if (!_cells[resolution].TryGetValue(start, out var cell))
        {
            _cells[resolution][start] = cell = new SystemCell(resolution, start);
        }

        return cell;
    }

    /// <summary>All samples of [<paramref name="from"/>, <paramref name="to"/>), both multiples of the resolution.</summary>
    public SystemTally Sum(int resolution, long from, long to)
    {
        var sum = new SystemTally();
        for (var start = from; start < to; start += Resolutions.Ticks[resolution])
        {
            if (_cells[resolution].TryGetValue(start, out var cell))
            {
                sum.Merge(cell.Tally);
            }
        }

        return sum;
    }

    public void MarkChanged(SystemCell cell)
    {
        if (!cell.IsChanged)
        {
            cell.IsChanged = true;
            _changed.Enqueue(cell);
        }
    }

    public void MarkAllChanged()
    {
        foreach (var cell in _cells.SelectMany(c => c.Values))
        {
            MarkChanged(cell);
        }
    }

    /// <summary>Takes in a stored bucket, or has it removed from storage when its time is over.</summary>
    /// <param name="addsUp">The samples in memory are others than the stored ones.</param>
    public void Load(in StoredCell stored, DateTimeOffset now, bool addsUp)
    {
        var (resolution, start) = (Resolutions.IndexOfSeconds(stored.Address.ResolutionSeconds), stored.Address.BucketTicks);
        if (resolution < 0)
        {
            return;
        }

        if (start < options.OldestKept(resolution, now))
        {
            _removed.Enqueue(stored.Address);
            return;
        }

        var cell = CellAt(resolution, start);
        cell.IsStored = true;
        if (addsUp || cell.Tally.IsEmpty)
        {
            cell.Tally.Merge(SystemCellCodec.Decode(stored));
        }
    }

    /// <summary>Forgets buckets whose time is over.</summary>
    public void Expire(DateTimeOffset now)
    {
        for (var resolution = 0; resolution < Resolutions.Count; resolution++)
        {
            var oldest = options.OldestKept(resolution, now);
            if (oldest > _keptFrom[resolution]) // A look through all of them, once per bucket's length.
            {
                _keptFrom[resolution] = oldest;
                RemoveBefore(resolution, oldest);
            }
        }
    }

    public void ForgetRemovals() => _removed.Clear();

    public (List<SystemCell> Cells, List<CellAddress> Removed) TakeChanges(int limit)
    {
        var cells = new List<SystemCell>();
        while (cells.Count < limit && _changed.TryDequeue(out var cell))
        {
            cell.IsChanged = false;
            if (!cell.IsGone)
            {
                cell.IsStored = true;
                cells.Add(cell);
            }
        }

        var removed = new List<CellAddress>();
        while (cells.Count + removed.Count < limit && _removed.TryDequeue(out var address))
        {
            removed.Add(address);
        }

        return (cells, removed);
    }

    private void RemoveBefore(int resolution, long oldest)
    {
        foreach (var cell in _cells[resolution].Values.Where(c => c.StartTicks < oldest))
        {
            _cells[resolution].Remove(cell.StartTicks); // Removing while enumerating is allowed since .NET Core 3.
            cell.IsGone = true;
            if (cell.IsStored)
            {
                _removed.Enqueue(SystemCellCodec.AddressOf(cell));
            }
        }
    }
}
