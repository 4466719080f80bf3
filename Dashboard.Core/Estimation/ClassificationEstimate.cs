using Dashboard.Core.Metrics;

namespace Dashboard.Core.Estimation;

/// <summary>A confusion matrix to expect: sums of probabilities, not whole numbers.</summary>
public readonly record struct ExpectedMatrix(double TruePositive, double FalsePositive, double FalseNegative, double TrueNegative)
{
    public double Positives => TruePositive + FalseNegative;

    public double Negatives => FalsePositive + TrueNegative;

    public double PredictedPositives => TruePositive + FalsePositive;
}

/// <summary>
/// Figures of a classifier estimated from its scores alone. Each counts the predictions it was estimated for; bands are
/// those of <see cref="ScoreEstimator"/> and hold only while what a score means has not changed.
/// </summary>
/// <param name="Matrix">Null when the estimate is undefined.</param>
public sealed record ClassificationEstimate(
    ExpectedMatrix? Matrix, Figure Accuracy, Figure Precision, Figure Recall, Figure F1, Figure RocAuc)
{
    internal static ClassificationEstimate None(string reason, long count)
    {
        var none = Figure.None(reason, count);
        return new ClassificationEstimate(null, none, none, none, none, none);
    }
}
