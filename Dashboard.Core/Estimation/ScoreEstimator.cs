using Dashboard.Core.Metrics;

namespace Dashboard.Core.Estimation;

/// <summary>
/// Confidence-based performance estimation: with p the calibrated chance of a positive at a score, a prediction of positive
/// is right with p and one of negative with 1 - p. The sums over score bins are the confusion matrix to expect, and every
/// metric follows from it. The method is NannyML's CBPE; here on mergeable counts, with a 95 % band from
/// <see cref="ExpectedOutcomes.Variance"/>. Bins hold scores and not probabilities, so a new calibrator re-estimates history.
/// It rests on three assumptions: the calibrator fits the baseline, the score still means what it meant there (a changed
/// relation is invisible until labels come: <see cref="TrackRecord"/>), and scores are not beyond the baseline's.
/// </summary>
public sealed class ScoreEstimator(IsotonicCalibrator calibrator)
{
    /// <summary>Figures for all predictions of the bins, labelled or not.</summary>
    public ClassificationEstimate Estimate(IEnumerable<BinOutcomes> bins)
    {
        if (Expect(bins, out var refusal) is not { } outcomes)
        {
            return ClassificationEstimate.None(refusal.Reason, refusal.Count);
        }

        var matrix = outcomes.Matrix;
        var said = matrix.PredictedPositives;
        var either = said + matrix.Positives; // 2 TP + FP + FN
        return new ClassificationEstimate(
            matrix,
            Accuracy(outcomes),
            Defined(said, "no positive predictions", outcomes, () => outcomes.ToFigure(matrix.TruePositive / said, new Slope(1 / said, 0))),
            Defined(matrix.Positives, "no positives to expect", outcomes, () => Recall(outcomes)),
            Defined(either, "no positives, predicted or to expect", outcomes, () => outcomes.ToFigure(
                2 * matrix.TruePositive / either,
                new Slope(2 * (either - matrix.TruePositive) / (either * either), -2 * matrix.TruePositive / (either * either)))),
            Defined(matrix.Positives * matrix.Negatives, "only one class to expect", outcomes, outcomes.Auc));
    }

    /// <summary>
    /// Accuracy alone, for bins of <see cref="BinOutcomes.OfConfidence"/>: sum n_b p_b / N with p_b the calibrated chance
    /// that the chosen class is right.
    /// </summary>
    public Figure EstimateAccuracy(IEnumerable<BinOutcomes> bins) =>
        Expect(bins, out var refusal) is { } outcomes ? Accuracy(outcomes) : Figure.None(refusal.Reason, refusal.Count);

    /// <summary>Accuracy estimated and realised on the same labelled predictions; null when there is nothing to compare.</summary>
    public BacktestPoint? Backtest(IReadOnlyCollection<BinOutcomes> bins)
    {
        if (Expect(bins.Select(bin => bin.LabelledOnly), out _) is not { } outcomes)
        {
            return null;
        }

        var right = bins.Sum(bin => bin.TruePositive + bin.TrueNegative);
        return new BacktestPoint(
            AccuracyOf(outcomes), (double)right / outcomes.Count, AccuracyVariance(outcomes).StandardError, outcomes.Count);
    }

    /// <summary>Parts of the squared standard error of the accuracy estimate.</summary>
    internal static EstimateVariance AccuracyVariance(ExpectedOutcomes outcomes) => outcomes.Variance(_ => AccuracySlope(outcomes));

    private static Figure Accuracy(ExpectedOutcomes outcomes) => outcomes.ToFigure(AccuracyOf(outcomes), AccuracySlope(outcomes));

    private static double AccuracyOf(ExpectedOutcomes outcomes) =>
        (outcomes.Matrix.TruePositive + outcomes.Matrix.TrueNegative) / outcomes.Count;

    private static Slope AccuracySlope(ExpectedOutcomes outcomes) => new(1.0 / outcomes.Count, -1.0 / outcomes.Count);

    private static Figure Recall(ExpectedOutcomes outcomes)
    {
        var (right, positives) = (outcomes.Matrix.TruePositive, outcomes.Matrix.Positives);
        return outcomes.ToFigure(right / positives, new Slope((positives - right) / (positives * positives), -right / (positives * positives)));
    }

    private static Figure Defined(double divisor, string reason, ExpectedOutcomes outcomes, Func<Figure> figure) =>
        divisor > 0 ? figure() : Figure.None(reason, outcomes.Count);

    private ExpectedOutcomes? Expect(IEnumerable<BinOutcomes> bins, out (string Reason, long Count) refusal)
    {
        refusal = default;
        if (calibrator.Refusal is { } reason)
        {
            refusal = (reason, bins.Sum(bin => bin.PredictedPositive + bin.PredictedNegative));
            return null;
        }

        var outcomes = new ExpectedOutcomes(calibrator, bins);
        refusal = (BaselineRule.NoPredictions, 0);
        return outcomes.Count == 0 ? null : outcomes;
    }
}
