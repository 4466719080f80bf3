using System.Runtime.CompilerServices;

namespace Dashboard.Core.Predictions;

/// <summary>
/// Joins ground truth to predictions in either order and recognises repeated events. The first prediction of an id wins;
/// of ground truths the last to arrive wins. One writer; counts may be read by any thread.
/// </summary>
public sealed class TruthJoin(int maxOpenPredictions, int maxParkedTruths, TimeSpan parkedRetention)
{
    private long _joined;
    private long _corrections;

    public PredictionIndex Open { get; } = new(maxOpenPredictions);

    public ParkedTruths Parked { get; } = new(maxParkedTruths, parkedRetention);

    /// <summary>Predictions that got their first ground truth.</summary>
    public long Joined => Interlocked.Read(ref _joined);

    /// <summary>Ground truths that replaced another value.</summary>
    public long Corrections => Interlocked.Read(ref _corrections);

    /// <summary>Judges a prediction and remembers it if accepted, with the truth that was waiting for it.</summary>
    public Verdict Admit(in PredictionRow row, out LabelChange change)
    {
        ref var known = ref Open.Find(row.Key);
        if (!Unsafe.IsNullRef(ref known))
        {
            change = LabelChange.None;
            return known.Fingerprint == row.Fingerprint ? Verdict.Duplicate : Verdict.Conflict;
        }

        var wasWaiting = Parked.TryTake(row.Key, row.ReceivedTicks, out var waiting);
        var truth = wasWaiting ? waiting.Truth : Outcome.None;
        _joined += wasWaiting ? 1 : 0;
        Open.Add(new OpenPrediction
        {
            Key = row.Key,
            EventTicks = row.EventTicks,
            Predicted = row.Predicted,
            Truth = truth,
            Fingerprint = row.Fingerprint,
            VersionIndex = row.Version.Index,
        });
        var delay = Math.Max(0, waiting.EventTicks - row.EventTicks);
        change = new LabelChange(row.Key, row.Version.Index, row.EventTicks, row.Predicted, Outcome.None, truth, delay);
        return Verdict.Accepted;
    }

    /// <summary>Judges a ground truth and joins or parks it if accepted.</summary>
    public Verdict Admit(in GroundTruthRow row, out LabelChange change)
    {
        change = LabelChange.None;
        ref var prediction = ref Open.Find(row.Key);
        if (Unsafe.IsNullRef(ref prediction))
        {
            var parked = Parked.Park(row.Key, new ParkedTruth(row.Model, row.Truth, row.EventTicks, row.ReceivedTicks), out var corrected);
            _corrections += corrected ? 1 : 0;
            return parked;
        }

        if (prediction.Truth == row.Truth)
        {
            return Verdict.Duplicate;
        }

        var delay = Math.Max(0, row.EventTicks - prediction.EventTicks);
        change = new LabelChange(
            row.Key, prediction.VersionIndex, prediction.EventTicks, prediction.Predicted, prediction.Truth, row.Truth, delay);
        _joined += change.IsFirstLabel ? 1 : 0;
        _corrections += change.IsCorrection ? 1 : 0;
        prediction.Truth = row.Truth;
        return Verdict.Accepted;
    }

    public void RemoveModel(Model model)
    {
        Open.RemoveVersions(model.Versions.Select(v => v.Index).ToHashSet());
        Parked.RemoveModel(model);
    }
}
