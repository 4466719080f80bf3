namespace Dashboard.Core.Predictions;

/// <summary>
/// Joins ground truth to predictions in either order and recognises repeated events. The first prediction of an id wins;
/// of ground truths the last to arrive wins, until it is retracted. One writer; counts may be read by any thread.
/// </summary>
public sealed class TruthJoin(int maxOpenPredictions, int maxParkedTruths, TimeSpan parkedRetention, CatalogLimits limits)
{
    private long _joined;
    private long _corrections;
    private long _retractions;

    public PredictionIndex Open { get; } = new(maxOpenPredictions);

    public ParkedTruths Parked { get; } = new(maxParkedTruths, parkedRetention);

    public SliceTable Slices { get; } = new(limits);

    /// <summary>Predictions that got a ground truth and had none.</summary>
    public long Joined => Interlocked.Read(ref _joined);

    /// <summary>Ground truths that replaced another value.</summary>
    public long Corrections => Interlocked.Read(ref _corrections);

    /// <summary>Ground truths that were taken back, parked ones too.</summary>
    public long Retractions => Interlocked.Read(ref _retractions);

    /// <summary>Judges a prediction and remembers it if accepted, with the truth that was waiting for it.</summary>
    /// <param name="batch">Holds the row's attributes.</param>
    public Verdict Admit(EventBatch batch, in PredictionRow row, out LabelChange change)
    {
        var known = Open.Find(row.Key);
        if (known != PredictionIndex.Unknown)
        {
            change = LabelChange.None;
            return Open[known].Fingerprint == OpenSlot.Shorten(row.Fingerprint) ? Verdict.Duplicate : Verdict.Conflict;
        }

        var wasWaiting = Parked.TryTake(row.Key, row.ReceivedTicks, out var waiting);
        var truth = wasWaiting ? waiting.Truth : Outcome.None;
        _joined += wasWaiting ? 1 : 0;
        var slice = Slices.Of(row.Version, batch.Text(row.Attributes)).Index;
        var lateness = LabelDelay.LatenessOf(row.EventTicks, row.ReceivedTicks);
        var rung = wasWaiting ? LabelDelay.RungOf(row.EventTicks, lateness, waiting.EventTicks, row.ReceivedTicks) : (byte)0;
        var delay = wasWaiting ? DelayTicks(row.EventTicks, waiting.EventTicks) : 0;
        Open.Add(new OpenPrediction(row.Key, row.EventTicks, row.Predicted, truth, row.Score, OpenSlot.Shorten(row.Fingerprint), slice)
        {
            Lateness = lateness, DelayRung = rung, DelayTicks = delay,
        });
        change = new LabelChange(row.Key, slice, row.EventTicks, row.Predicted, row.Score, Outcome.None, truth, delay, rung);
        return Verdict.Accepted;
    }

    /// <summary>
    /// Judges a ground truth and joins or parks it if accepted, or takes back the one in force. A retraction that finds none is
    /// a duplicate and is not kept to meet one that comes later.
    /// </summary>
    public Verdict Admit(in GroundTruthRow row, out LabelChange change)
    {
        change = LabelChange.None;
        var known = Open.Find(row.Key);
        if (known == PredictionIndex.Unknown)
        {
            return AdmitParked(row);
        }

        var prediction = Open[known];
        if (prediction.Truth == row.Truth)
        {
            return Verdict.Duplicate;
        }

        var (delay, rung) = prediction.Truth.IsNone
            ? (DelayTicks(prediction.EventTicks, row.EventTicks), LabelDelay.RungOf(prediction.EventTicks, prediction.Lateness, row.EventTicks, row.ReceivedTicks))
            : (prediction.DelayTicks, prediction.DelayRung);
        change = new LabelChange(
            row.Key, prediction.SliceIndex, prediction.EventTicks, prediction.Predicted, prediction.Score, prediction.Truth, row.Truth, delay, rung);
        _joined += change.IsFirstLabel ? 1 : 0;
        _corrections += change.IsCorrection ? 1 : 0;
        _retractions += change.IsRetraction ? 1 : 0;
        Open.SetTruth(known, row.Truth, rung, delay);
        return Verdict.Accepted;
    }

    private Verdict AdmitParked(in GroundTruthRow row)
    {
        if (row.IsRetraction)
        {
            var wasWaiting = Parked.TryTake(row.Key, row.ReceivedTicks, out _);
            _retractions += wasWaiting ? 1 : 0;
            return wasWaiting ? Verdict.Accepted : Verdict.Duplicate;
        }

        var verdict = Parked.Park(row.Key, new ParkedTruth(row.Model, row.Truth, row.EventTicks, row.ReceivedTicks), out var corrected);
        _corrections += corrected ? 1 : 0;
        return verdict;
    }

    /// <summary>From whole milliseconds, which is what is remembered of a prediction, so that either order gives the same.</summary>
    private static long DelayTicks(long predictionTicks, long truthTicks) => ShortDelay.Unpack(ShortDelay.Pack(Math.Max(
        0, ((truthTicks / TimeSpan.TicksPerMillisecond) - (predictionTicks / TimeSpan.TicksPerMillisecond)) * TimeSpan.TicksPerMillisecond)));

    public void RemoveModel(Model model)
    {
        Open.RemoveSlices(slice => Slices[slice].Version.Model == model);
        Parked.RemoveModel(model);
    }
}
