using Dashboard.Core.Storage;
using Dashboard.Core.Windowing;

namespace Dashboard.Core.Ingestion;

/// <summary>Rebuilds what is kept in memory from what is stored: saved cells first, then the tail of the events.</summary>
/// <param name="others">Cells that do not come from events.</param>
internal sealed class StartupRestore(Projection projection, IReadOnlyList<ICellSource> others, StorageOptions options)
{
    /// <summary>
    /// Ground truths take sequence numbers too, so twice the index size is read back to fill it again.
    /// </summary>
    private const int EventsPerOpenPrediction = 2;

    /// <summary>From so many events on, reading them back leaves garbage worth giving back to the system: about 75 MB after 5 million.</summary>
    private const long CollectFromEvents = 1_000_000;

    /// <returns>The account of events as stored.</returns>
    /// <exception cref="StorageException">Storage failed while reading.</exception>
    public async Task<IngestLedger> RunAsync(IStorage storage, Action<double> progress, CancellationToken cancel)
    {
        projection.Reset();
        var rollups = await storage.Cells.LoadAsync(cancel);
        projection.Restore(rollups);
        foreach (var source in others)
        {
            source.Restore(rollups);
        }

        var end = storage.Events.NextSequence;
        var first = projection.Status.UnreadableCells == 0
            ? Math.Max(1, Math.Min(rollups.CompleteThrough + 1, end - (long)EventsPerOpenPrediction * options.MaxOpenPredictions))
            : 1;
        var next = first;
        while (next < end)
        {
            using var run = await storage.Events.ReadAsync(next, EventColumns.All, cancel);
            if (run is null)
            {
                break;
            }

            projection.Replay(run);
            next = run.LastSequence + 1;
            progress((double)(next - first) / (end - first));
        }

        projection.Show();
        GiveBackGarbage(end - first);
        return rollups.Ledger;
    }

    /// <summary>Before the first request is served, where the pause hurts nobody; left alone, the collector keeps the room.</summary>
    private static void GiveBackGarbage(long events)
    {
        if (events >= CollectFromEvents)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }
}
