namespace Dashboard.Core.LateLabels;

/// <summary>Linear sums over labelled predictions: what was added can be subtracted.</summary>
/// <param name="Correct">Those whose outcome equals the ground truth (regression: those with a small loss, if the caller knows what small is).</param>
/// <param name="Loss">Sum of the loss, for example |error|; at least 0 each.</param>
/// <param name="SquaredLoss">Sum of loss^2.</param>
public readonly record struct LabelSums(long Labelled, long Correct, double Loss, double SquaredLoss)
{
    public long Wrong => Labelled - Correct;

    public bool HasLoss => Loss != 0 || SquaredLoss != 0;

    public static LabelSums One(bool isCorrect, double loss) => new(1, isCorrect ? 1 : 0, loss, loss * loss);

    public static LabelSums operator +(in LabelSums a, in LabelSums b) =>
        new(a.Labelled + b.Labelled, a.Correct + b.Correct, a.Loss + b.Loss, a.SquaredLoss + b.SquaredLoss);

    public static LabelSums operator -(in LabelSums a, in LabelSums b) =>
        new(a.Labelled - b.Labelled, a.Correct - b.Correct, a.Loss - b.Loss, a.SquaredLoss - b.SquaredLoss);

    public static LabelSums Add(in LabelSums a, in LabelSums b) => a + b;

    public static LabelSums Subtract(in LabelSums a, in LabelSums b) => a - b;
}
