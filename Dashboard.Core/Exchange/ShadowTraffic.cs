using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;

namespace Dashboard.Core.Exchange;

/// <summary>
/// Pairs the stored predictions of two models by id. The log is read twice from where the window begins: which predictions lie
/// in it, and which ground truths came for them. Memory: one stored run, and <see cref="SharedIds"/> of the window.
/// </summary>
/// <param name="maxRows">Most predictions of both together: <see cref="ExportOptions.MaxExactRows"/>.</param>
public sealed class ShadowTraffic(IEventStore store, ShadowQuery query, FieldNames names, int maxRows)
{
    /// <summary>Events of the first step back to where the window begins; each further one is twice as long.</summary>
    private const long FirstStep = 8_192;

    private readonly StoredEventScan _scan = new(store);
    private readonly EventSelection _first = Select(query, query.First, query.FirstVersion);
    private readonly EventSelection _second = Select(query, query.Second, query.SecondVersion);
    private readonly SharedIds _ids = new(query.First, query.Second);

    /// <exception cref="TooManyRowsException">The window is too large.</exception>
    /// <exception cref="StorageException">The store cannot be read.</exception>
    public async Task<ShadowReading> ReadAsync(CancellationToken cancel)
    {
        var newest = store.NextSequence - 1;
        var start = await StartAsync(newest, cancel);
        await GatherPredictionsAsync(new SequenceRange(start, newest), cancel);
        await GatherTruthsAsync(new SequenceRange(Math.Max(1, start - RowTruths.EarlyLook), newest), cancel);
        var (counts, pairs) = _ids.Pair();
        return ShadowReading.Of(query, counts, pairs);
    }

    private static EventSelection Select(ShadowQuery query, Model model, string? version) =>
        new() { Model = model.Name, Version = version, From = query.From, To = query.To };

    /// <summary>A sequence number before which nothing was received that can lie in the window.</summary>
    private async Task<long> StartAsync(long newest, CancellationToken cancel)
    {
        var oldest = query.From.UtcTicks - query.Ahead.Ticks;
        for (var back = FirstStep; back < newest; back *= 2)
        {
            using var run = await store.ReadAsync(newest - back, EventColumns.Core, cancel);
            if (run is { Events.Count: > 0 } && run.FirstReceivedTicks < oldest)
            {
                return run.FirstSequence;
            }
        }

        return 1;
    }

    private async Task GatherPredictionsAsync(SequenceRange range, CancellationToken cancel)
    {
        var rows = 0L;
        await foreach (var run in _scan.RunsAsync(range, EventColumns.All, cancel))
        {
            var cursor = new RunCursor(run, range);
            while (cursor.MoveNext())
            {
                if (cursor.Kind == EventKind.Prediction && IsSelected(run.Events, run.Events.Predictions[cursor.Row]) && ++rows <= maxRows)
                {
                    _ids.Add(run.Events, run.Events.Predictions[cursor.Row], cursor.Sequence);
                }
            }
        }

        if (rows > maxRows)
        {
            throw new TooManyRowsException(rows, maxRows);
        }
    }

    private async Task GatherTruthsAsync(SequenceRange range, CancellationToken cancel)
    {
        await foreach (var run in _scan.RunsAsync(range, EventColumns.Core, cancel))
        {
            var cursor = new RunCursor(run, range);
            while (cursor.MoveNext())
            {
                if (cursor.Kind == EventKind.GroundTruth && IsAsked(run.Events.GroundTruths[cursor.Row].Model))
                {
                    _ids.Add(run.Events, run.Events.GroundTruths[cursor.Row], cursor.Sequence);
                }
            }
        }
    }

    private bool IsAsked(Model model) => model == query.First || model == query.Second;

    private bool IsSelected(EventBatch events, in PredictionRow row) => _first.Matches(events, row, names) || _second.Matches(events, row, names);
}
