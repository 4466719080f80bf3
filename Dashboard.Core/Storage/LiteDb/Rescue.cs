using Dashboard.Core.Storage.LiteDb.Blocks;
using LiteDB;

namespace Dashboard.Core.Storage.LiteDb;

/// <summary>
/// Carries what is intact in a damaged database over into a fresh one: blocks, cells and the account, each of which has a
/// checksum of its own. How far the cells are complete is left behind, so that a start replays every event into them.
/// </summary>
/// <param name="fresh">A new and empty database.</param>
internal sealed class Rescue(DocumentScan damaged, OpenDatabase fresh)
{
    private const int BlocksPerCommit = 16;
    private const int RollupsPerCommit = 500;

    private readonly List<(BlockHead Head, DocumentAddress Address)> _blocks = []; // About 100 bytes for thousands of events.
    private readonly List<BsonDocument> _rollups = []; // Bounded by RollupsPerCommit.
    private BsonDocument? _ledger;

    public async Task<RescuedCounts> RunAsync()
    {
        var rollups = 0;
        foreach (var (address, document) in damaged.Documents())
        {
            Sort(address, document);
            if (_rollups.Count == RollupsPerCommit)
            {
                rollups += await PutRollupsAsync();
            }
        }

        rollups += await PutRollupsAsync();
        var events = await PutBlocksAsync();
        if (_ledger is not null)
        {
            await fresh.CommitAsync(() => fresh.Meta.PutLedger(_ledger));
        }

        return new RescuedCounts(events, rollups, HasAccount: _ledger is not null);
    }

    private void Sort(DocumentAddress address, BsonDocument document)
    {
        if (BlockShelf.ToBlock(document) is { } block)
        {
            _blocks.Add((block.Head, address));
        }
        else if (MetaShelf.IsLedger(document))
        {
            _ledger = document;
        }
        else if (CellShelf.IsOwn(document))
        {
            _rollups.Add(document);
        }
    }

    private async Task<int> PutRollupsAsync()
    {
        var count = _rollups.Count;
        if (count > 0)
        {
            await fresh.CommitAsync(() => _rollups.ForEach(fresh.Cells.Put));
            _rollups.Clear();
        }

        return count;
    }

    /// <summary>In order, and no event twice: a page that was written to a wrong place is there twice.</summary>
    private async Task<long> PutBlocksAsync()
    {
        var events = 0L;
        var last = 0L;
        foreach (var some in _blocks.OrderBy(block => block.Head.First).Chunk(BlocksPerCommit))
        {
            var blocks = new List<EventBlock>();
            foreach (var (head, address) in some.Where(block => block.Head.First > last))
            {
                if (head.First > last && damaged.Read(address) is { } document && BlockShelf.ToBlock(document) is { } block)
                {
                    blocks.Add(block);
                    last = head.Last;
                    events += head.Count;
                }
            }

            if (blocks.Count > 0)
            {
                await fresh.CommitAsync(() => blocks.ForEach(fresh.Blocks.Put));
            }
        }

        return events;
    }
}

/// <param name="Rollups">Cells, and the models and versions they belong to.</param>
/// <param name="HasAccount">The account of events was intact.</param>
internal readonly record struct RescuedCounts(long Events, int Rollups, bool HasAccount)
{
    public override string ToString() =>
        $"{Events:N0} events and {Rollups:N0} cells and models{(HasAccount ? "" : ", but not the account of events,")}";
}
