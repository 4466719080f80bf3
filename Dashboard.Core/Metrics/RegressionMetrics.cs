namespace Dashboard.Core.Metrics;

/// <summary>
/// Regression figures. Error = prediction minus ground truth. 95 % intervals are <see cref="StudentInterval"/>s
/// where nothing else is said. Every formula is that of the scikit-learn function of the same name.
/// </summary>
public static class RegressionMetrics
{
    internal const string Unlabelled = "no labelled predictions in this range";

    /// <summary>
    /// Below this share of |mean|, the spread of the ground truth is rounding: doubles carry 16 digits.
    /// </summary>
    private const double RoundingSpread = 1e-14;

    /// <summary>Mean of |error|.</summary>
    public static Figure MeanAbsoluteError(RegressionSums? sums) => MeanLoss(sums, m => m.AbsoluteError);

    /// <summary>Mean of error^2.</summary>
    public static Figure MeanSquaredError(RegressionSums? sums) => MeanLoss(sums, m => m.SquaredError);

    /// <summary>Mean error: above 0 the model predicts too high.</summary>
    public static Figure Bias(RegressionSums? sums) => Mean(sums, m => m.Error);

    public static Figure MeanTruth(RegressionSums? sums) => Mean(sums, m => m.Truth);

    /// <summary>Mean of tau |error| where the prediction is too low and (1 - tau) |error| where it is too high.</summary>
    /// <param name="tau">The quantile that is predicted, between 0 and 1.</param>
    public static Figure Pinball(RegressionSums? sums, double tau) => MeanLoss(sums, m => m.Weighted(1 - tau, tau));

    /// <summary>sqrt(mean error^2).</summary>
    public static Figure RootMeanSquaredError(RegressionSums? sums) => Root(MeanLoss(sums, m => m.SquaredError));

    /// <summary>Mean of |error / ground truth| over ground truths that are not 0; how many are is told by <see cref="ZeroTruths"/>.</summary>
    public static Figure Mape(RegressionSums? sums) =>
        Missing(sums) ?? sums!.Moments.Percentage.ToMeanLossFigure("all ground truths are 0");

    public static long ZeroTruths(RegressionSums? sums) => sums is null ? 0 : sums.Count - sums.Moments.Percentage.Count;

    /// <summary>Mean of 2 |error| / (|ground truth| + |prediction|), 0 to 2; a pair of zeros counts 0.</summary>
    public static Figure Smape(RegressionSums? sums) => MeanLoss(sums, m => m.SymmetricPercentage);

    /// <summary>sqrt(mean (ln(1 + prediction) - ln(1 + ground truth))^2).</summary>
    public static Figure Rmsle(RegressionSums? sums) => Missing(sums) ?? (sums!.Moments.SquaredLog.Count < sums.Count
        ? Figure.None($"{NumberText.Counted(sums.Count - sums.Moments.SquaredLog.Count, "pair")} with a negative value", sums.Count)
        : Root(MeanLoss(sums, m => m.SquaredLog)));

    /// <summary>
    /// Weighted absolute percentage error: sum |error| / sum |ground truth|. The interval of a ratio R of means by the
    /// delta method: variance of (|error| - R |ground truth|) / mean |ground truth| (Cochran, Sampling Techniques, 6.4).
    /// </summary>
    public static Figure Wape(RegressionSums? sums)
    {
        if (Missing(sums) is { } missing)
        {
            return missing;
        }

        var (error, truth, n) = (sums!.Moments.AbsoluteError, sums.Moments.AbsoluteTruth, sums.Count);
        if (truth.Sum == 0)
        {
            return Figure.None("all ground truths are 0", n);
        }

        var ratio = error.Sum / truth.Sum;
        var covariance = (sums.Moments.ErrorAndTruth.SampleVariance - error.SampleVariance - truth.SampleVariance) / 2;
        var variance = Math.Max(0, error.SampleVariance + (ratio * ratio * truth.SampleVariance) - (2 * ratio * covariance));
        return Figure.Of(ratio, n, StudentInterval.Around(ratio, Math.Sqrt(variance / n) / truth.Mean, n, atLeast: 0));
    }

    /// <summary>Share of the ground truth's variation explained: 1 - sum error^2 / sum (truth - mean truth)^2.</summary>
    /// <param name="blocks">Consecutive parts of the same pairs, for a <see cref="Jackknife"/> interval.</param>
    public static Figure R2(RegressionSums? sums, IReadOnlyList<PairMoments>? blocks = null) =>
        Explained(sums, blocks, m => m.SquaredError.Sum);

    /// <summary>R2 of the predictions after their bias is taken off: 1 - variance of error / variance of ground truth.</summary>
    /// <param name="blocks">Consecutive parts of the same pairs, for a <see cref="Jackknife"/> interval.</param>
    public static Figure ExplainedVariance(RegressionSums? sums, IReadOnlyList<PairMoments>? blocks = null) =>
        Explained(sums, blocks, m => m.Error.SquaredDeviations);

    /// <summary>The largest |error|.</summary>
    public static Figure MaxError(RegressionSums? sums) => Missing(sums) ?? (sums!.Largest.IsKnown
        ? Figure.Of(sums.Largest.Bound, sums.Count)
        : Figure.None("the largest error was corrected; the maximum since a correction cannot be known", sums.Count));

    public static Figure ErrorQuantile(RegressionSums? sums, IErrorDistribution? errors, double q) =>
        Missing(sums) ?? errors!.Quantile(q);

    public static Figure MedianAbsoluteError(RegressionSums? sums, IErrorDistribution? errors) =>
        Missing(sums) ?? errors!.MagnitudeQuantile(0.5);

    private static Figure Explained(RegressionSums? sums, IReadOnlyList<PairMoments>? blocks, Func<PairMoments, double> unexplained)
    {
        if (Missing(sums) is { } missing)
        {
            return missing;
        }

        if (sums!.Count < 2)
        {
            return Figure.None("needs at least 2 labelled predictions", sums.Count);
        }

        double? Share(PairMoments m) => Varies(m.Truth) ? 1 - (unexplained(m) / m.Truth.SquaredDeviations) : null;
        return Share(sums.Moments) is { } share
            ? Figure.Of(share, sums.Count, Jackknife.IntervalOf(share, blocks ?? [], Share, atMost: 1))
            : Figure.None("the ground truth does not vary", sums.Count);
    }

    private static bool Varies(in Moments truth) =>
        truth.Count > 1 && Math.Sqrt(truth.Variance) > RoundingSpread * Math.Abs(truth.Mean);

    private static Figure Mean(RegressionSums? sums, Func<PairMoments, Moments> term) =>
        Missing(sums) ?? term(sums!.Moments).ToMeanFigure(Unlabelled);

    private static Figure MeanLoss(RegressionSums? sums, Func<PairMoments, Moments> term) =>
        Missing(sums) ?? term(sums!.Moments).ToMeanLossFigure(Unlabelled);

    private static Figure? Missing(RegressionSums? sums) => sums switch
    {
        null or { Count: 0, TooLarge: 0 } => Figure.None(Unlabelled),
        { TooLarge: > 0 and var tooLarge } => Figure.None(
            $"{NumberText.Counted(tooLarge, "pair")} with a value beyond {RegressionSums.MaxMagnitude:0e0}", sums.Count + tooLarge),
        _ => null,
    };

    /// <summary>The root of a mean; interval by the delta method, SE(root) = SE(mean) / (2 root).</summary>
    private static Figure Root(Figure mean)
    {
        if (mean.Value is not { } square)
        {
            return mean;
        }

        var root = Math.Sqrt(square);
        var reach = root == 0 || mean.Interval is not { } interval ? 0 : (interval.High - square) / (2 * root);
        return Figure.Of(root, mean.Count, mean.Interval is null ? null : new Interval(Math.Max(0, root - reach), root + reach));
    }
}
