using Dashboard.Core.Storage.LiteDb.Blocks;

namespace Dashboard.Core.Storage.LiteDb;

/// <summary>
/// Where every stored event lies: the heads of all blocks in order, about 100 bytes for thousands of events. Bounded by
/// <see cref="EventRetention"/>. Safe for concurrent use.
/// </summary>
internal sealed class BlockDirectory
{
    private readonly List<BlockHead> _heads = [];
    private readonly Lock _gate = new();

    public long Events { get; private set; }

    public long Bytes { get; private set; }

    public int Count
    {
        get { lock (_gate) { return _heads.Count; } }
    }

    public int RecentBlocks { get; private set; }

    public long RecentEvents { get; private set; }

    public void Add(BlockHead head)
    {
        lock (_gate)
        {
            _heads.Add(head);
            Tally(head, 1);
        }
    }

    /// <summary>0 when there are none.</summary>
    public long LastSequence
    {
        get { lock (_gate) { return _heads.Count == 0 ? 0 : _heads[^1].Last; } }
    }

    public bool Holds(BlockHead head) => Find(head.First) == head;

    /// <summary>The block that holds a sequence number, or the next one after it; null past the end.</summary>
    public BlockHead? Find(long sequence)
    {
        lock (_gate)
        {
            var index = IndexOf(sequence);
            return index < _heads.Count ? _heads[index] : null;
        }
    }

    /// <summary>Puts one block (or none) in the place of adjoining ones.</summary>
    public void Replace(IReadOnlyList<BlockHead> old, BlockHead? merged)
    {
        lock (_gate)
        {
            var index = IndexOf(old[0].First);
            _heads.RemoveRange(index, old.Count);
            foreach (var head in old)
            {
                Tally(head, -1);
            }

            if (merged is not null)
            {
                _heads.Insert(index, merged);
                Tally(merged, 1);
            }
        }
    }

    public IReadOnlyList<BlockHead> Oldest(int most)
    {
        lock (_gate)
        {
            return [.. _heads.Take(most)];
        }
    }

    /// <summary>
    /// The recent blocks to merge next, with the small block before them when it can still grow; at most
    /// <paramref name="mostEvents"/> events.
    /// </summary>
    public IReadOnlyList<BlockHead> NextToMerge(int smallBlock, int mostEvents)
    {
        lock (_gate)
        {
            var start = _heads.FindIndex(head => head.IsRecent);
            if (start < 0)
            {
                return [];
            }

            if (start > 0 && _heads[start - 1].Count < smallBlock)
            {
                start--;
            }

            var events = 0;
            return [.. _heads.Skip(start).TakeWhile(head => (events += head.Count) <= mostEvents)];
        }
    }

    private int IndexOf(long sequence)
    {
        int low = 0, high = _heads.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_heads[middle].Last < sequence)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private void Tally(BlockHead head, int sign)
    {
        Events += sign * head.Count;
        Bytes += sign * head.Bytes;
        if (head.IsRecent)
        {
            RecentBlocks += sign;
            RecentEvents += sign * head.Count;
        }
    }
}
