namespace Dashboard.Core.LateLabels;

/// <summary>What the labels of one time bucket look like at some instant.</summary>
/// <param name="YoungestTicks">Age of its youngest prediction, at least 0: the instant minus the bucket's end.</param>
/// <param name="OldestTicks">Age of its oldest prediction: the instant minus the bucket's start.</param>
/// <param name="Answered">Predictions with an outcome: those that can have a label.</param>
public readonly record struct LabelledBucket(long YoungestTicks, long OldestTicks, long Answered, DelayLadder Labels)
{
    /// <summary>Share of labels without a delay from which on a bucket says nothing of delays.</summary>
    private const double MaxUntold = 0.1;

    /// <summary>Can delays be learned from it?</summary>
    internal bool TellsDelays => Labels.Untold.Labelled <= MaxUntold * Labels.Total.Labelled;

    /// <summary>A bucket that is still filling has predictions of age 0.</summary>
    public static LabelledBucket At(long asOfTicks, long startTicks, long endTicks, long answered, DelayLadder labels) =>
        new(Math.Max(0, asOfTicks - endTicks), Math.Max(0, asOfTicks - startTicks), answered, labels);
}
