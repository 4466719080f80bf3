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
    private (IngestLedger Ledger, long NextSequence, long StoredEvents)? _account;
    private long _cellsThrough;

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
        var (events, last) = await PutBlocksAsync();
        await PutAccountAsync(events, last);
        return new RescuedCounts(events, rollups, HasAccount: _account is not null);
    }

    private void Sort(DocumentAddress address, BsonDocument document)
    {
        if (BlockShelf.ToBlock(document) is { } block)
        {
            _blocks.Add((block.Head, address));
        }
        else if (MetaShelf.ToLedger(document) is { } account)
        {
            _account = account;
        }
        else if (CellShelf.IsOwn(document))
        {
            _rollups.Add(document);
            _cellsThrough = Math.Max(_cellsThrough, CellShelf.ThroughOf(document));
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
    private async Task<(long Events, long Last)> PutBlocksAsync()
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

        return (events, last);
    }

    /// <summary>
    /// What the account has and the blocks have not is lost. Without an account, another begins with what is there; no number
    /// is given out that a cell has behind it.
    /// </summary>
    private Task PutAccountAsync(long events, long last) => fresh.CommitAsync(() =>
    {
        var next = Math.Max(last, _cellsThrough) + 1;
        var (ledger, stated, stored) = _account ?? (new IngestLedger(events, 0, new Dictionary<string, long>()), next, events);
        fresh.Meta.WriteLedger(ledger, Math.Max(stated, next), Math.Max(stored, events));
        if (stored > events)
        {
            fresh.Meta.WriteLost(1, stored - events);
        }
    });
}

/// <param name="Rollups">Cells, and the models and versions they belong to.</param>
/// <param name="HasAccount">The account of events was intact.</param>
internal readonly record struct RescuedCounts(long Events, int Rollups, bool HasAccount)
{
    public override string ToString() =>
        $"{Events:N0} events and {Rollups:N0} cells and models{(HasAccount ? "" : ", but not the account of events,")}";
}
