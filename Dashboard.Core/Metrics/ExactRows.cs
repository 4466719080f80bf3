using Dashboard.Core.Metrics.Catalogue;

namespace Dashboard.Core.Metrics;

/// <summary>
/// Input of metrics from raw rows, without sketches or running sums: for batch evaluation, and to show how near the live
/// figures are. The caller bounds the rows.
/// </summary>
public static class ExactRows
{
    /// <summary>Regression: moments in two passes, quantiles from sorted errors, blocks of consecutive rows.</summary>
    /// <param name="predicted">In order of time, as long as <paramref name="truth"/>.</param>
    public static MetricInput Regression(ReadOnlySpan<double> predicted, ReadOnlySpan<double> truth, MetricParameters parameters)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(predicted.Length, truth.Length);
        var blocks = new PairMoments[Jackknife.MaxBlocks];
        for (var i = 0; i < blocks.Length; i++)
        {
            var rows = new Range(predicted.Length * i / blocks.Length, predicted.Length * (i + 1) / blocks.Length);
            blocks[i] = PairMoments.Of(predicted[rows], truth[rows]);
        }

        return new MetricInput(new Tally(), parameters)
        {
            Regression = RegressionSums.Of(predicted, truth),
            Errors = new ExactErrors(predicted, truth),
            RegressionBlocks = blocks,
        };
    }
}
