namespace Dashboard.Core.Metrics;

/// <summary>The confusion matrix of "positive from this score on".</summary>
/// <param name="UncertainPositives">How many of the true positives may be false negatives instead: the threshold cuts their bin.</param>
/// <param name="UncertainNegatives">How many of the false positives may be true negatives instead.</param>
public readonly record struct ThresholdCounts(
    long TruePositives, long FalsePositives, long FalseNegatives, long TrueNegatives, long UncertainPositives = 0, long UncertainNegatives = 0)
{
    public Figure Precision => Proportion.Of(TruePositives, TruePositives + FalsePositives, "nothing is predicted positive");

    public Figure Recall => Proportion.Of(TruePositives, TruePositives + FalseNegatives, "no positive ground truth in this range");

    public Figure Specificity => Proportion.Of(TrueNegatives, TrueNegatives + FalsePositives, "no negative ground truth in this range");

    /// <summary>As <see cref="BinaryCounts.F1"/>.</summary>
    public Figure F1 => BinaryCounts.F1Of(TruePositives, FalsePositives + FalseNegatives, "nothing is positive, predicted or in truth");
}
