using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;

namespace Dashboard.Core.Exchange;

/// <summary>Which joined predictions of one model to find.</summary>
/// <param name="Selection">Its model is <paramref name="Model"/>.</param>
/// <param name="Ahead">How far ahead of its receipt an event may be: where looking back in time ends.</param>
public sealed record RowQuery(Model Model, EventSelection Selection, RowFilter Filter, TimeSpan Ahead)
{
    /// <summary>UTC ticks; what was received before cannot be of the selection.</summary>
    internal long OldestReceived => Math.Max(0, Selection.From.UtcTicks - Ahead.Ticks);
}

/// <summary>
/// Finds joined predictions from the newest arrival back, and stops when a page is full or enough was looked at. The log has no
/// index, so it is read in spans that double: which predictions may match, which ground truths came for them, then the rows found.
/// Memory: one stored run, and 80 bytes for each prediction of a span.
/// </summary>
public sealed class RowSearch(IEventStore store, RowQuery query, FieldNames names)
{
    /// <summary>Most rows of a page.</summary>
    public const int PageRows = 200;

    /// <summary>Events looked at for one page, unless more are asked for.</summary>
    public const int UsualLook = 500_000;

    private const int FirstSpan = 8_192;
    private const int LongestSpan = 262_144;

    private readonly StoredEventScan _scan = new(store);
    private readonly RowTruths _truths = new(store, query.Model);

    /// <param name="before">Rows with lower sequence numbers only; null for the newest.</param>
    /// <param name="after">Rows with higher sequence numbers only; 0 for all.</param>
    /// <param name="look">Most events to look at, rounded up to a whole span.</param>
    /// <exception cref="StorageException">The store cannot be read.</exception>
    public async Task<RowPage> ReadAsync(long? before, long after, int look, CancellationToken cancel)
    {
        var newest = store.NextSequence - 1;
        var last = Math.Min(newest, (before ?? long.MaxValue) - 1);
        after = Math.Max(after, await _scan.OldestAsync(cancel) - 1);
        var (rows, examined) = (new List<StoredRow>(), 0L);
        (long Newest, long Oldest) received = (0, 0);
        var isPast = false;
        foreach (var range in new SequenceRange(after + 1, last).Backwards(FirstSpan, LongestSpan))
        {
            var found = await GatherAsync(range, cancel);
            rows.AddRange(await ReadRowsAsync(range, found.Rows, newest, PageRows - rows.Count, cancel));
            received = (Math.Max(received.Newest, found.NewestReceived), found.OldestReceived ?? received.Oldest);
            isPast = found.OldestReceived is not null && found.NewestReceived < query.OldestReceived;
            examined += range.Count;
            last = range.First - 1;
            if (rows.Count == PageRows || examined >= look || isPast)
            {
                break;
            }
        }

        var isFull = rows.Count == PageRows;
        long? older = isFull ? rows[^1].Sequence : last > after && !isPast ? last + 1 : null;
        return new RowPage(rows, newest, examined, received.Oldest == 0 ? null : StoredRow.At(received.Oldest), older, _truths.WereCut);
    }

    /// <summary>All that is stored of one prediction; null when it is not stored, or not of the model.</summary>
    public async Task<RowStory?> TellAsync(long sequence, CancellationToken cancel)
    {
        using var run = await store.ReadAsync(sequence, EventColumns.All, cancel);
        if (run is null || !TryFind(run, sequence, out var row) || run.Events.Predictions[row].Version.Model != query.Model)
        {
            return null;
        }

        var prediction = run.Events.Predictions[row];
        var truths = await _truths.OfAsync(prediction.Key, sequence, store.NextSequence - 1, cancel);
        var inForce = truths.Count == 0 ? JoinedTruth.None : truths[^1].Joined;
        return new RowStory(
            StoredRow.Of(run.Events, prediction, inForce, sequence), RowAttributes.Of(run.Events, prediction, names),
            [.. truths.Select(truth => truth.Told)], _truths.WereCut);
    }

    private async Task<Gathered> GatherAsync(SequenceRange range, CancellationToken cancel)
    {
        var gathered = new Gathered();
        var columns = query.Selection.Segments.Count == 0 ? EventColumns.Core : EventColumns.All;
        await foreach (var run in _scan.RunsAsync(range, columns, cancel))
        {
            var cursor = new RunCursor(run, range);
            while (cursor.MoveNext())
            {
                gathered.Add(run.Events, cursor, query, names);
            }
        }

        return gathered;
    }

    /// <summary>The newest of those that match, newest first.</summary>
    private async Task<IEnumerable<StoredRow>> ReadRowsAsync(
        SequenceRange range, List<Candidate> candidates, long newest, int most, CancellationToken cancel)
    {
        if (candidates.Count == 0)
        {
            return [];
        }

        var table = await _truths.JoinAsync(range, candidates, newest, cancel);
        Candidate[] found = [.. candidates
            .Where(row => query.Filter.Accepts(query.Model, row.Predicted, row.IsFailed, table[row.Key])).TakeLast(most)];
        var rows = new List<StoredRow>(found.Length);
        StoredEvents? run = null;
        try
        {
            foreach (var candidate in found)
            {
                if (run is null || candidate.Sequence > run.LastSequence)
                {
                    run?.Dispose();
                    run = await store.ReadAsync(candidate.Sequence, EventColumns.All, cancel);
                }

                if (run is not null && TryFind(run, candidate.Sequence, out var row))
                {
                    rows.Add(StoredRow.Of(run.Events, run.Events.Predictions[row], table[candidate.Key], candidate.Sequence));
                }
            }
        }
        finally
        {
            run?.Dispose();
        }

        rows.Reverse();
        return rows;
    }

    private static bool TryFind(StoredEvents run, long sequence, out int row)
    {
        var cursor = new RunCursor(run, new SequenceRange(sequence, sequence));
        var isThere = cursor.MoveNext() && cursor.Kind == EventKind.Prediction;
        row = cursor.Row;
        return isThere;
    }

    /// <summary>What one span holds.</summary>
    private sealed class Gathered
    {
        /// <summary>Predictions that may match, ascending. Bounded by <see cref="LongestSpan"/>.</summary>
        public List<Candidate> Rows { get; } = [];

        public long NewestReceived { get; private set; }

        /// <summary>Null when the span is empty.</summary>
        public long? OldestReceived { get; private set; }

        public void Add(EventBatch events, in RunCursor cursor, RowQuery query, FieldNames names)
        {
            See(cursor.ReceivedTicks);
            if (cursor.Kind == EventKind.GroundTruth)
            {
                return;
            }

            ref readonly var row = ref events.Predictions[cursor.Row];
            if (query.Selection.Matches(events, row, names) && query.Filter.MayMatch(events, row))
            {
                Rows.Add(new Candidate(cursor.Sequence, row.Key, row.Predicted, row.IsFailed));
            }
        }

        private void See(long receivedTicks) =>
            (NewestReceived, OldestReceived) = (Math.Max(NewestReceived, receivedTicks), OldestReceived ?? receivedTicks);
    }
}

/// <summary>A prediction that may match, as long as its ground truth is not known.</summary>
internal readonly record struct Candidate(long Sequence, ulong Key, Outcome Predicted, bool IsFailed);
