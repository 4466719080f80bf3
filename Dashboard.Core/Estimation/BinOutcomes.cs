namespace Dashboard.Core.Estimation;

/// <summary>
/// Predictions whose score fell into one bin, counted by what the model said and what turned out to be so. Positive is one
/// class of a binary model, or one class against the rest.
/// </summary>
/// <param name="Score">Stands for every score of the bin; a later bin has a higher one.</param>
/// <param name="UnknownPositive">Predicted positive, without ground truth yet.</param>
/// <param name="UnknownNegative">Predicted negative, without ground truth yet.</param>
public readonly record struct BinOutcomes(
    double Score,
    long TruePositive,
    long FalsePositive,
    long FalseNegative,
    long TrueNegative,
    long UnknownPositive = 0,
    long UnknownNegative = 0)
{
    public long PredictedPositive => TruePositive + FalsePositive + UnknownPositive;

    public long PredictedNegative => FalseNegative + TrueNegative + UnknownNegative;

    /// <summary>Ground truths that are positive.</summary>
    public long LabelledPositive => TruePositive + FalseNegative;

    public long LabelledNegative => FalsePositive + TrueNegative;

    public long Labelled => LabelledPositive + LabelledNegative;

    /// <summary>The same bin without its unlabelled predictions.</summary>
    public BinOutcomes LabelledOnly => this with { UnknownPositive = 0, UnknownNegative = 0 };

    /// <summary>
    /// A bin of a classifier's confidence in the class it chose: "the choice is right" is the positive class, and the model
    /// always claims it. What estimates binary accuracy then estimates that of any number of classes.
    /// </summary>
    public static BinOutcomes OfConfidence(double confidence, long right, long wrong, long unknown) =>
        new(confidence, right, wrong, 0, 0, unknown);
}
