using Dashboard.Core.Predictions;

namespace Dashboard.Core.Exchange;

/// <summary>One id that both models answered, with its ground truth.</summary>
/// <param name="Known">Sequence number from which on all three were there: the order in which evidence gathers.</param>
public readonly record struct SharedAnswer(long Known, RowValue First, RowValue Second, RowValue Truth);

/// <summary>Where the predictions of two models over one window went; an id is counted in one place.</summary>
/// <param name="Pairs">Answered by both, with ground truth: what is compared.</param>
/// <param name="Unlabelled">Answered by both, without ground truth yet.</param>
/// <param name="Unanswered">Sent by both, and at least one call failed without an answer.</param>
/// <param name="Conflicting">Answered by both; each has a ground truth and they differ.</param>
/// <param name="OnlyFirst">Ids that only the first model has in the window.</param>
public readonly record struct SharedCounts(long Pairs, long Unlabelled, long Unanswered, long Conflicting, long OnlyFirst, long OnlySecond);

/// <summary>
/// Predictions of two models by the text of their ids. Of predictions the first of an id counts, of ground truths the last unless it was retracted, as
/// everywhere; either model's will do. About 200 bytes a prediction; its reader bounds how many.
/// </summary>
internal sealed class SharedIds(Model first, Model second)
{
    private readonly Dictionary<ulong, SharedId> _byKey = []; // Two keys an id: that of each model.
    private readonly List<SharedId> _ids = [];

    public void Add(EventBatch events, in PredictionRow row, long sequence)
    {
        var side = SideOf(Of(events.Text(row.Id)), row.Version.Model);
        if (side.Sequence == 0)
        {
            side.Sequence = sequence;
            side.Predicted = RowValue.Of(row.Version.Model, row.Predicted, TextOf(events, row.PredictedText));
        }
    }

    /// <summary>Truths of ids without a prediction are passed over. One that says the same again changes nothing.</summary>
    public void Add(EventBatch events, in GroundTruthRow row, long sequence)
    {
        if (!_byKey.TryGetValue(row.Key, out var id))
        {
            return;
        }

        var side = SideOf(id, row.Model);
        var truth = RowValue.Of(row.Model, row.Truth, TextOf(events, row.TruthText));
        if (truth != side.Truth)
        {
            (side.Truth, side.TruthSequence) = (truth, sequence);
        }
    }

    /// <summary>The pairs in the order in which they became known, and where the others are.</summary>
    public (SharedCounts Counts, IReadOnlyList<SharedAnswer> Pairs) Pair()
    {
        var counts = default(SharedCounts);
        var pairs = new List<SharedAnswer>(_ids.Count);
        foreach (var id in _ids)
        {
            counts = id switch
            {
                { Second.Sequence: 0 } => counts with { OnlyFirst = counts.OnlyFirst + 1 },
                { First.Sequence: 0 } => counts with { OnlySecond = counts.OnlySecond + 1 },
                { First.Predicted: null } or { Second.Predicted: null } => counts with { Unanswered = counts.Unanswered + 1 },
                { First.Truth: null, Second.Truth: null } => counts with { Unlabelled = counts.Unlabelled + 1 },
                { IsConflicting: true } => counts with { Conflicting = counts.Conflicting + 1 },
                _ => Keep(id),
            };
        }

        pairs.Sort((one, other) => one.Known.CompareTo(other.Known));
        return (counts, pairs);

        SharedCounts Keep(SharedId id)
        {
            pairs.Add(id.ToAnswer());
            return counts with { Pairs = counts.Pairs + 1 };
        }
    }

    private SharedId Of(ReadOnlySpan<byte> id)
    {
        var key = PredictionKey.Of(first, id);
        if (!_byKey.TryGetValue(key, out var known))
        {
            known = new SharedId();
            _ids.Add(known);
            _byKey[key] = known;
            _byKey[PredictionKey.Of(second, id)] = known;
        }

        return known;
    }

    private Side SideOf(SharedId id, Model model) => model == first ? id.First : id.Second;

    private static string? TextOf(EventBatch events, TextSpan unlisted) => unlisted.IsEmpty ? null : events.TextString(unlisted);

    /// <summary>What one model said of an id, and what it was told.</summary>
    private sealed class Side
    {
        /// <summary>Of the prediction; 0 without one.</summary>
        public long Sequence { get; set; }

        public RowValue? Predicted { get; set; }

        public RowValue? Truth { get; set; }

        /// <summary>Of the truth in force.</summary>
        public long TruthSequence { get; set; }
    }

    private sealed class SharedId
    {
        public Side First { get; } = new();

        public Side Second { get; } = new();

        public bool IsConflicting => First.Truth is { } one && Second.Truth is { } other && one != other;

        /// <summary>Of a labelled pair without conflict. Told to both, the truth is known from the first of the two on.</summary>
        public SharedAnswer ToAnswer()
        {
            var told = First.Truth is null ? Second.TruthSequence
                : Second.Truth is null ? First.TruthSequence
                : Math.Min(First.TruthSequence, Second.TruthSequence);
            return new(
                Math.Max(told, Math.Max(First.Sequence, Second.Sequence)),
                First.Predicted!.Value, Second.Predicted!.Value, (First.Truth ?? Second.Truth)!.Value);
        }
    }
}
