using System.Collections.Concurrent;
using Dashboard.Core.Storage.LiteDb.Blocks;

namespace Dashboard.Core.Storage.LiteDb;

/// <summary>
/// The small blocks written last, as they were written: merging them needs no reading back, which would cost LiteDB a query
/// each. Bounded by <see cref="MaxEvents"/>; what does not fit is read from the file. Changed on the engine's thread only,
/// read by any.
/// </summary>
internal sealed class RecentBlocks
{
    /// <summary>Four times what makes merging due: about a megabyte.</summary>
    private const int MaxEvents = 16_384;

    private readonly ConcurrentDictionary<long, EventBlock> _blocks = new();
    private int _events;

    public void Keep(EventBlock block)
    {
        if (block.Head.IsRecent && _events + block.Head.Count <= MaxEvents)
        {
            _blocks[block.Head.First] = block;
            _events += block.Head.Count;
        }
    }

    public EventBlock? Find(BlockHead head) => _blocks.TryGetValue(head.First, out var block) && block.Head == head ? block : null;

    public void Forget(BlockHead head)
    {
        if (_blocks.TryRemove(head.First, out var block))
        {
            _events -= block.Head.Count;
        }
    }
}
