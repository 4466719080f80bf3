namespace Dashboard.Core.Predictions;

/// <summary>
/// Joins ground truth to predictions in either order and recognises repeated events. The first prediction of an id wins;
/// of ground truths the last to arrive wins. One writer; counts may be read by any thread.
/// </summary>
public sealed class TruthJoin(int maxOpenPredictions, int maxParkedTruths, TimeSpan parkedRetention, CatalogLimits limits)
{
    private long _joined;
    private long _corrections;

    public PredictionIndex Open { get; } = new(maxOpenPredictions);

    public ParkedTruths Parked { get; } = new(maxParkedTruths, parkedRetention);

    public SliceTable Slices { get; } = new(limits);

    /// <summary>Predictions that got their first ground truth.</summary>
    public long Joined => Interlocked.Read(ref _joined);

    /// <summary>Ground truths that replaced another value.</summary>
    public long Corrections => Interlocked.Read(ref _corrections);

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
        var rung = wasWaiting ? LabelDelay.RungOf(row.EventTicks, lateness, waiting.EventTicks, row.ReceivedTicks) : lateness;
        Open.Add(new OpenPrediction(row.Key, row.EventTicks, row.Predicted, truth, row.Score, OpenSlot.Shorten(row.Fingerprint), slice) { DelayRung = rung });
        var delay = DelayTicks(row.EventTicks, waiting.EventTicks);
        change = new LabelChange(row.Key, slice, row.EventTicks, row.Predicted, row.Score, Outcome.None, truth, delay, rung);
        return Verdict.Accepted;
    }

    /// <summary>Judges a ground truth and joins or parks it if accepted.</summary>
    public Verdict Admit(in GroundTruthRow row, out LabelChange change)
    {
        change = LabelChange.None;
        var known = Open.Find(row.Key);
        if (known == PredictionIndex.Unknown)
        {
            var parked = Parked.Park(row.Key, new ParkedTruth(row.Model, row.Truth, row.EventTicks, row.ReceivedTicks), out var corrected);
            _corrections += corrected ? 1 : 0;
            return parked;
        }

        var prediction = Open[known];
        if (prediction.Truth == row.Truth)
        {
            return Verdict.Duplicate;
        }

        var delay = DelayTicks(prediction.EventTicks, row.EventTicks);
        var rung = prediction.Truth.IsNone
            ? LabelDelay.RungOf(prediction.EventTicks, prediction.DelayRung, row.EventTicks, row.ReceivedTicks)
            : prediction.DelayRung;
        change = new LabelChange(
            row.Key, prediction.SliceIndex, prediction.EventTicks, prediction.Predicted, prediction.Score, prediction.Truth, row.Truth, delay, rung);
        _joined += change.IsFirstLabel ? 1 : 0;
        _corrections += change.IsCorrection ? 1 : 0;
        Open.SetTruth(known, row.Truth, rung);
        return Verdict.Accepted;
    }

    /// <summary>In whole milliseconds, which is what is remembered of a prediction, so that either order gives the same.</summary>
    private static long DelayTicks(long predictionTicks, long truthTicks) =>
        Math.Max(0, (truthTicks / TimeSpan.TicksPerMillisecond) - (predictionTicks / TimeSpan.TicksPerMillisecond)) * TimeSpan.TicksPerMillisecond;

    public void RemoveModel(Model model)
    {
        Open.RemoveSlices(slice => Slices[slice].Version.Model == model);
        Parked.RemoveModel(model);
    }
}
