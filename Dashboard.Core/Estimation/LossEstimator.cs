using Dashboard.Core.Metrics;

namespace Dashboard.Core.Estimation;

/// <summary>Figures of a regression model estimated without labels; each counts the predictions it was estimated for.</summary>
public sealed record RegressionEstimate(Figure MeanAbsoluteError, Figure RootMeanSquaredError);

/// <summary>
/// Estimates the loss of predictions by the mean loss of their leaves: sum n_leaf mean_leaf / N. The 95 % band holds sampling
/// error alone: sum n_leaf var_leaf / N^2 (losses scatter within a leaf) + sum (n_leaf / N)^2 var_leaf / m_leaf (the leaf's mean rests
/// on m_leaf baseline rows). Under a shift of traffic that is too narrow (38 to 48 % coverage in simulation), which is why
/// <see cref="TrackRecord"/> judges it. Blind to a changed relation between features and ground truth.
/// </summary>
public static class LossEstimator
{
    public static RegressionEstimate Estimate(LossTree tree, LeafCounts counts)
    {
        var total = counts.Total;
        if ((tree.Refusal ?? (total == 0 ? BaselineRule.NoPredictions : null)) is { } reason)
        {
            return new RegressionEstimate(Figure.None(reason, total), Figure.None(reason, total));
        }

        var absolute = Sum(tree, counts, leaf => leaf.AbsoluteError);
        var squared = Sum(tree, counts, leaf => leaf.SquaredError);
        var root = Math.Sqrt(squared.Mean);
        return new RegressionEstimate(
            Band(absolute.Mean, absolute.Error, total), Band(root, root == 0 ? 0 : squared.Error / (2 * root), total)); // Delta method.
    }

    /// <summary>Mean |error| estimated and realised on the same labelled predictions; null when there is nothing to compare.</summary>
    /// <param name="labelled">Leaves of the labelled predictions only.</param>
    /// <param name="absoluteError">|error| of the same predictions.</param>
    public static BacktestPoint? Backtest(LossTree tree, LeafCounts labelled, in Moments absoluteError)
    {
        if (tree.Refusal is not null || absoluteError.Count == 0 || labelled.Total == 0)
        {
            return null;
        }

        var (mean, error) = Sum(tree, labelled, leaf => leaf.AbsoluteError);
        return new BacktestPoint(mean, absoluteError.Mean, error, absoluteError.Count);
    }

    private static (double Mean, double Error) Sum(LossTree tree, LeafCounts counts, Func<LossLeaf, Moments> loss)
    {
        double total = counts.Total;
        double mean = 0, variance = 0;
        foreach (var leaf in tree.Leaves)
        {
            var share = counts[leaf.Index] / total;
            var moments = loss(leaf);
            mean += share * moments.Mean;
            variance += share * moments.Variance * ((1 / total) + (share / Math.Max(1, moments.Count)));
        }

        return (mean, Math.Sqrt(variance));
    }

    private static Figure Band(double value, double error, long count) =>
        Figure.Of(value, count, new Interval(Math.Max(0, value - (Proportion.Z95 * error)), value + (Proportion.Z95 * error)));
}
