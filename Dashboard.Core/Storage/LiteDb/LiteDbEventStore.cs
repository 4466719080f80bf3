using System.Collections.Concurrent;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage.LiteDb.Blocks;

namespace Dashboard.Core.Storage.LiteDb;

/// <summary>The event log as blocks in LiteDB: one small block per commit, merged into full ones in the background.</summary>
internal sealed class LiteDbEventStore : IEventStore, IAsyncDisposable
{
    /// <summary>A commit of this many events is a full block at once.</summary>
    public const int FullBlock = 2_048;

    private const int SweepsPerCommit = 64;

    private readonly OpenDatabase _database;
    private readonly ModelCatalog _catalog;
    private readonly EventBlockEncoder _encoder;
    private readonly ConcurrentBag<EventBlockDecoder> _decoders = []; // Bounded by the readers at one time.
    private readonly BlockMerger _merger;
    private long _nextSequence;

    public LiteDbEventStore(OpenDatabase database, ModelCatalog catalog, long nextSequence)
    {
        _database = database;
        _catalog = catalog;
        _encoder = new EventBlockEncoder(catalog);
        _merger = new BlockMerger(database, this, catalog);
        _nextSequence = nextSequence;
    }

    public long NextSequence => Interlocked.Read(ref _nextSequence);

    public async ValueTask AppendAsync(EventBatch events, IngestLedger ledger, CancellationToken cancel)
    {
        var first = NextSequence;
        var next = first + events.Count;
        var block = _encoder.Encode(events, first, next - 1, [], isRecent: events.Count < FullBlock);
        await _database.AppendAsync(block, ledger, next);
        Interlocked.Exchange(ref _nextSequence, next);
        _merger.MergeIfDue();
    }

    public async ValueTask<StoredEvents?> ReadAsync(long sequence, EventColumns columns, CancellationToken cancel)
    {
        while (_database.Directory.Find(sequence) is { } head)
        {
            cancel.ThrowIfCancellationRequested();
            if (await ReadAsync(head, columns) is { } run)
            {
                return EventCopy.From(run, sequence);
            }

            // Merged, swept or set aside meanwhile: the directory knows better now.
        }

        return null;
    }

    public async ValueTask<long> SweepAsync(EventRetention retention, CancellationToken cancel)
    {
        using var turn = await _merger.TakeTurnAsync(cancel);
        var swept = 0L;
        while (true)
        {
            var bytes = _database.Directory.Bytes;
            var old = _database.Directory.Oldest(SweepsPerCommit).TakeWhile(head => IsSwept(head, retention, ref bytes)).ToList();
            if (old.Count == 0)
            {
                return swept;
            }

            await _database.ReplaceAsync(old, null);
            swept += old.Sum(head => (long)head.Count);
            cancel.ThrowIfCancellationRequested();
        }
    }

    public async ValueTask<long> RemoveModelAsync(string model, CancellationToken cancel)
    {
        using var turn = await _merger.TakeTurnAsync(cancel);
        var removed = 0L;
        var next = 0L;
        while (_database.Directory.Find(next) is { } head)
        {
            removed += await RemoveModelAsync(head, model);
            next = head.Last + 1;
        }

        return removed;
    }

    public async ValueTask DisposeAsync()
    {
        await _merger.DisposeAsync();
        _encoder.Dispose();
        foreach (var decoder in _decoders)
        {
            decoder.Dispose();
        }
    }

    /// <summary>A block's events; null when it is gone or was found damaged and set aside.</summary>
    public async Task<StoredEvents?> ReadAsync(BlockHead head, EventColumns columns)
    {
        var withRest = (columns & EventColumns.All) != 0;
        var block = await _database.ReadBlockAsync(head);
        if (block is null)
        {
            return null;
        }

        if (!block.Core.IsIntact(head) || (withRest && !block.Rest.IsIntact(head)))
        {
            await _database.SetAsideAsync(head);
            return null;
        }

        return Decode(block, withRest);
    }

    private StoredEvents Decode(EventBlock block, bool withRest)
    {
        var decoder = _decoders.TryTake(out var free) ? free : new EventBlockDecoder(_catalog);
        try
        {
            return decoder.Decode(block, withRest);
        }
        finally
        {
            _decoders.Add(decoder);
        }
    }

    private async Task<long> RemoveModelAsync(BlockHead head, string model)
    {
        using var run = await ReadAsync(head, EventColumns.All);
        if (run is null)
        {
            return 0;
        }

        using var kept = new EventBatch();
        var sequences = new List<long>(head.Count);
        EventCopy.Append(kept, sequences, run, owner => owner.Name != model);
        if (kept.Count == head.Count)
        {
            return 0;
        }

        await _database.ReplaceAsync([head], kept.Count == 0 ? null : _merger.Encode(kept, sequences, head.IsRecent));
        return head.Count - kept.Count;
    }

    private static bool IsSwept(BlockHead head, EventRetention retention, ref long bytes)
    {
        var isOver = bytes > retention.MaxBytes;
        bytes -= head.Bytes;
        return isOver || head.NewestReceivedTicks < retention.OldestReceivedTicks;
    }
}
