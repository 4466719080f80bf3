using Dashboard.Core.LateLabels;
using Dashboard.Core.Predictions;

namespace Dashboard.Tests.LateLabels;

/// <summary>
/// Plays events in order of receipt into one bucket's layers and ladder, joining labels as the product does: the first
/// prediction wins, the last label wins, a label may wait for its prediction.
/// </summary>
internal sealed class JoinedEvents(bool isRegression)
{
    private readonly Dictionary<string, Known> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<long, Bucket> _buckets = [];

    public IEnumerable<KeyValuePair<long, Bucket>> Buckets => _buckets.OrderBy(b => b.Key);

    public void Predict(string id, Outcome predicted, long eventTicks, long receivedTicks, long bucketTicks)
    {
        if (_known.TryGetValue(id, out var known) && known.Bucket is not null)
        {
            return;
        }

        known ??= _known[id] = new Known();
        var end = eventTicks - (eventTicks % bucketTicks) + bucketTicks;
        known.Bucket = Of(end);
        (known.Predicted, known.EventTicks) = (predicted, eventTicks);
        known.Bucket.Layers.LayerOf(receivedTicks, end).AddPrediction(failed: false, answered: true);
        if (!known.Truth.IsNone)
        {
            Label(known, Outcome.None, receivedTicks);
        }
    }

    public void Truth(string id, Outcome truth, long receivedTicks)
    {
        if (!_known.TryGetValue(id, out var known))
        {
            known = _known[id] = new Known();
        }

        if (known.Truth == truth)
        {
            return;
        }

        var before = known.Truth;
        known.Truth = truth;
        known.FirstLabelTicks = before.IsNone ? receivedTicks : known.FirstLabelTicks;
        if (known.Bucket is not null)
        {
            Label(known, before, receivedTicks);
        }
    }

    private void Label(Known known, Outcome before, long receivedTicks)
    {
        var bucket = known.Bucket!;
        var change = new LabelChange(0, 0, known.EventTicks, known.Predicted, double.NaN, before, known.Truth, 0, 0);
        bucket.Layers.LayerOf(receivedTicks, bucket.EndTicks).AddLabel(change, isRegression);
        var rung = DelayRungs.RungOf(known.FirstLabelTicks - known.EventTicks);
        if (!before.IsNone)
        {
            bucket.Ladder.Subtract(rung, LabelSums.One(known.Predicted == before, 0));
        }

        bucket.Ladder.Add(rung, LabelSums.One(known.Predicted == known.Truth, 0));
    }

    private Bucket Of(long endTicks) => _buckets.TryGetValue(endTicks, out var bucket) ? bucket : _buckets[endTicks] = new Bucket(endTicks);

    public sealed record Bucket(long EndTicks)
    {
        public ArrivalLayers<ArrivedTally> Layers { get; } = new();

        public DelayLadder Ladder { get; } = new();

        public ArrivedTally Now()
        {
            var sum = new ArrivedTally();
            Layers.AddAll(sum);
            return sum;
        }
    }

    private sealed class Known
    {
        public Bucket? Bucket { get; set; }

        public Outcome Predicted { get; set; }

        public Outcome Truth { get; set; } = Outcome.None;

        public long EventTicks { get; set; }

        public long FirstLabelTicks { get; set; }
    }
}
