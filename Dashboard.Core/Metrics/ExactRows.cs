using System.Runtime.InteropServices;
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

    /// <summary>
    /// Classification: labels compared exactly, none folded into others; codes are positions in the returned labels, which
    /// are in ordinal order.
    /// </summary>
    /// <param name="predicted">As long as <paramref name="truth"/>.</param>
    public static (ConfusionTable Table, IReadOnlyList<string> Labels) Classification(IReadOnlyList<string> predicted, IReadOnlyList<string> truth)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(predicted.Count, truth.Count);
        string[] labels = [.. predicted.Concat(truth).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var counts = new Dictionary<(int Truth, int Predicted), long>(); // Bounded by the rows.
        for (var i = 0; i < truth.Count; i++)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, (CodeOf(truth[i]), CodeOf(predicted[i])), out _)++;
        }

        return (ConfusionTable.Of(counts.Select(c => (c.Key.Truth, c.Key.Predicted, c.Key.Truth == c.Key.Predicted, c.Value))), labels);

        int CodeOf(string label) => Array.BinarySearch(labels, label, StringComparer.Ordinal);
    }
}
