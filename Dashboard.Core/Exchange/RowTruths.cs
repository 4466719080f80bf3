using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;

namespace Dashboard.Core.Exchange;

/// <summary>Finds the ground truths of predictions in the log. Most come after their predictions, some shortly before.</summary>
internal sealed class RowTruths(IEventStore store, Model model)
{
    /// <summary>Most events after a prediction that are looked through.</summary>
    private const int LongestLook = 2_000_000;

    /// <summary>Events before a prediction that are looked through for a truth that waited for it.</summary>
    public const int EarlyLook = 16_384;

    /// <summary>A truth as joined and as told.</summary>
    internal readonly record struct Found(JoinedTruth Joined, RowTruth Told);

    private readonly StoredEventScan _scan = new(store);

    /// <summary>True when a look ended before the newest event.</summary>
    public bool WereCut { get; private set; }

    /// <summary>The truths in force of some predictions of a range.</summary>
    public async Task<TruthTable> JoinAsync(SequenceRange range, List<Candidate> candidates, long newest, CancellationToken cancel)
    {
        var table = new TruthTable(candidates.Count);
        foreach (var candidate in candidates)
        {
            table.AddPrediction(candidate.Key);
        }

        await ForEachAsync(range, newest, (events, row) => table.Apply(events, events.GroundTruths[row]), cancel);
        return table;
    }

    /// <summary>All truths of one prediction, in the order of arrival.</summary>
    public async Task<List<Found>> OfAsync(ulong key, long sequence, long newest, CancellationToken cancel)
    {
        var found = new List<Found>(); // Corrections of one id in LongestLook events: what its sender sent.
        await ForEachAsync(
            new SequenceRange(sequence, sequence), newest,
            (events, row) =>
            {
                if (events.GroundTruths[row].Key == key)
                {
                    found.Add(Tell(events, events.GroundTruths[row]));
                }
            },
            cancel);
        return found;
    }

    private Found Tell(EventBatch events, in GroundTruthRow row)
    {
        var text = row.TruthText.IsEmpty ? null : events.TextString(row.TruthText);
        return new Found(
            new JoinedTruth(row.Truth, row.EventTicks, text),
            new RowTruth(RowValue.Of(model, row.Truth, text), StoredRow.At(row.EventTicks), StoredRow.At(row.ReceivedTicks)));
    }

    private async Task ForEachAsync(SequenceRange range, long newest, Action<EventBatch, int> take, CancellationToken cancel)
    {
        var looked = new SequenceRange(Math.Max(1, range.First - EarlyLook), Math.Min(newest, range.Last + LongestLook));
        WereCut |= looked.Last < newest;
        await foreach (var run in _scan.RunsAsync(looked, EventColumns.Core, cancel))
        {
            var cursor = new RunCursor(run, looked);
            while (cursor.MoveNext())
            {
                if (cursor.Kind == EventKind.GroundTruth && run.Events.GroundTruths[cursor.Row].Model == model)
                {
                    take(run.Events, cursor.Row);
                }
            }
        }
    }
}
