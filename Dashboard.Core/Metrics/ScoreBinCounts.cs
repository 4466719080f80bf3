namespace Dashboard.Core.Metrics;

/// <summary>Predictions in one bin of scores.</summary>
/// <param name="Bin">See <see cref="ScoreBin"/>.</param>
/// <param name="Positives">Labelled, with the positive label as ground truth.</param>
/// <param name="Negatives">Labelled with anything else.</param>
/// <param name="PredictedPositive">With the positive label as prediction, labelled or not.</param>
/// <param name="PredictedNegative">With any other prediction, labelled or not.</param>
/// <param name="TruePositives">Labelled, predicted positive and rightly so.</param>
/// <param name="FalsePositives">Labelled, predicted positive and wrongly so.</param>
/// <param name="OnlyScore">What all scores of the bin are, where it is known to be one number.</param>
public readonly record struct ScoreBinCounts(
    int Bin, long Positives, long Negatives, long PredictedPositive, long PredictedNegative, long TruePositives, long FalsePositives,
    double? OnlyScore)
{
    public long Total => PredictedPositive + PredictedNegative;

    public long Labelled => Positives + Negatives;

    /// <summary>Labelled predictions of both kinds whose order by score the bin does not show.</summary>
    public bool HidesOrder => Positives > 0 && Negatives > 0 && OnlyScore is null;
}
