namespace Dashboard.Core.Metrics;

/// <summary>Regression figures with 95 % intervals from the central limit theorem where one is defined.</summary>
public static class RegressionMetrics
{
    private const string Unlabelled = "no labelled predictions in this range";

    /// <summary>
    /// Below this share of |mean|, the spread of the ground truth is rounding: doubles carry 16 digits.
    /// </summary>
    private const double RoundingSpread = 1e-14;

    /// <summary>Mean of |error|.</summary>
    public static Figure MeanAbsoluteError(RegressionSums? sums) => (sums?.AbsoluteError ?? default).ToMeanFigure(Unlabelled);

    /// <summary>Mean error: above 0 the model predicts too high.</summary>
    public static Figure Bias(RegressionSums? sums) => (sums?.Error ?? default).ToMeanFigure(Unlabelled);

    public static Figure MeanTruth(RegressionSums? sums) => (sums?.Truth ?? default).ToMeanFigure(Unlabelled);

    /// <summary>sqrt(mean error^2); interval by the delta method, SE(RMSE) = SE(MSE) / (2 RMSE).</summary>
    public static Figure RootMeanSquaredError(RegressionSums? sums)
    {
        if (sums is null || sums.Count == 0)
        {
            return Figure.None(Unlabelled);
        }

        var squared = sums.SquaredError;
        var root = Math.Sqrt(squared.Mean);
        var reach = root == 0 ? 0 : Proportion.Z95 * Math.Sqrt(squared.Variance / squared.Count) / (2 * root);
        var hasInterval = squared.Count > 1 && double.IsFinite(reach);
        return Figure.Of(root, squared.Count, hasInterval ? new Interval(Math.Max(0, root - reach), root + reach) : null);
    }

    /// <summary>Share of the ground truth's variation explained: 1 - sum error^2 / sum (truth - mean truth)^2.</summary>
    public static Figure R2(RegressionSums? sums)
    {
        if (sums is null || sums.Count < 2)
        {
            return Figure.None("needs at least 2 labelled predictions", sums?.Count ?? 0);
        }

        var truth = sums.Truth;
        return Math.Sqrt(truth.Variance) <= RoundingSpread * Math.Abs(truth.Mean)
            ? Figure.None("the ground truth does not vary", truth.Count)
            : Figure.Of(1 - (sums.SquaredError.Sum / truth.SquaredDeviations), truth.Count);
    }

    /// <summary>Weighted absolute percentage error: sum |error| / sum |ground truth|.</summary>
    public static Figure Wape(RegressionSums? sums)
    {
        if (sums is null || sums.Count == 0)
        {
            return Figure.None(Unlabelled);
        }

        var total = sums.AbsoluteTruth.Sum;
        return total == 0
            ? Figure.None("all ground truths are 0", sums.Count)
            : Figure.Of(sums.AbsoluteError.Sum / total, sums.Count);
    }
}
