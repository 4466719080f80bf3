using System.Runtime.InteropServices;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage.LiteDb.Blocks;

namespace Dashboard.Core.Storage.LiteDb;

/// <summary>
/// Turns many small blocks into one full one, beside the commits: reading, packing and the swap are separate small steps, so
/// that no commit waits for more than the swap. Whoever else rewrites blocks takes a turn with it.
/// </summary>
internal sealed class BlockMerger(OpenDatabase database, LiteDbEventStore store, ModelCatalog catalog) : IAsyncDisposable
{
    /// <summary>Small blocks are worth merging when they hold this many events together ...</summary>
    private const int DueEvents = 4_096;

    /// <summary>... or when there are this many of them.</summary>
    private const int DueBlocks = 256;

    /// <summary>Most events of a merged block: larger ones compress hardly better and cost more to read for one row.</summary>
    private const int MostEvents = 8_192;

    private readonly SemaphoreSlim _turn = new(1);
    private readonly EventBlockEncoder _encoder = new(catalog);
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    private bool IsDue => database.Directory.RecentEvents >= DueEvents || database.Directory.RecentBlocks >= DueBlocks;

    /// <summary>Starts merging if it is time and no merge is under way. Called by the one appender.</summary>
    public void MergeIfDue()
    {
        if (IsDue && _running.IsCompleted)
        {
            _running = Task.Run(MergeAsync);
        }
    }

    public async Task<Turn> TakeTurnAsync(CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        return new Turn(_turn);
    }

    /// <summary>Packs events that keep their numbers. Only for who has the turn.</summary>
    public EventBlock Encode(EventBatch events, List<long> sequences, bool isRecent)
    {
        var hasGaps = sequences[^1] - sequences[0] + 1 != sequences.Count;
        var numbers = hasGaps ? CollectionsMarshal.AsSpan(sequences) : [];
        return _encoder.Encode(events, sequences[0], sequences[^1], numbers, isRecent);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _encoder.Dispose();
        _stop.Dispose();
        _turn.Dispose();
    }

    private async Task MergeAsync()
    {
        try
        {
            while (IsDue && !_stop.IsCancellationRequested)
            {
                using var turn = await TakeTurnAsync(_stop.Token);
                await MergeOnceAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // Closing; the blocks stay small until next time.
        }
        catch (StorageException)
        {
            // The next commit meets the same failure and reports it.
        }
    }

    private async Task MergeOnceAsync()
    {
        var heads = database.Directory.NextToMerge(LiteDbEventStore.FullBlock, MostEvents);
        using var merged = new EventBatch();
        var sequences = new List<long>();
        var merging = new List<BlockHead>();
        foreach (var head in heads)
        {
            using var run = await store.ReadAsync(head, EventColumns.All);
            if (run is null)
            {
                // Damaged and set aside just now: what follows is merged next time.
                break;
            }

            EventCopy.Append(merged, sequences, run);
            merging.Add(head);
        }

        if (merging.Count > 0)
        {
            await database.ReplaceAsync(merging, Encode(merged, sequences, isRecent: false));
        }
    }

    internal readonly struct Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
