using Dashboard.Core.Predictions;

namespace Dashboard.Core.Windowing;

/// <summary>One labelled prediction of a number.</summary>
/// <param name="Ticks">Prediction time, UTC.</param>
public readonly record struct LabelledPair(long Ticks, ModelVersion Version, double Predicted, double Truth);

/// <summary>
/// The newest labelled predictions of a model that predicts numbers, in the order their labels came. A correction changes
/// the pair in its place, a retraction takes it out. About 40 bytes each.
/// </summary>
internal sealed class RecentPairs
{
    /// <summary>Most pairs held of one model.</summary>
    public const int Capacity = 2_000;

    private readonly RecentValues<LabelledPair> _pairs = new(Capacity);

    public void Add(in LabelChange change, ModelVersion version)
    {
        if (change.IsRetraction)
        {
            _pairs.Remove(change.Key);
            return;
        }

        var pair = new LabelledPair(change.PredictionTicks, version, change.Predicted.Value, change.After.Value);
        if (change.IsFirstLabel)
        {
            _pairs.Add(change.Key, pair);
        }
        else
        {
            _pairs.Change(change.Key, pair, static (_, corrected) => corrected);
        }
    }

    /// <summary>Those of a version (null: all) in a span of prediction time, newest first.</summary>
    public List<LabelledPair> Of(string? version, long from, long to)
    {
        var found = new List<LabelledPair>(); // Bounded by Capacity.
        for (var back = 1; back <= _pairs.Count; back++)
        {
            ref readonly var pair = ref _pairs.Newest(back);
            if (pair.Ticks >= from && pair.Ticks < to && (version is null || pair.Version.Name == version))
            {
                found.Add(pair);
            }
        }

        return found;
    }
}
