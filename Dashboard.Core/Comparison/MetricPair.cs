using Dashboard.Core.Metrics;
using Dashboard.Core.Metrics.Catalogue;

namespace Dashboard.Core.Comparison;

/// <summary>A metric of two parts of one window that share no prediction.</summary>
/// <param name="Difference">Second minus first, with the interval of a single look.</param>
/// <param name="Verdict">Of the second; null where there is no interval or no better direction.</param>
public sealed record MetricPair(Metric Metric, Figure First, Figure Second, Figure Difference, ComparisonVerdict? Verdict)
{
    private static readonly string[] Beside = ["coverage", "latency_p50", "latency_p95", "error_rate"];

    /// <summary>Quality first, with the verdict that holds at every look, then what is watched beside it.</summary>
    public static IReadOnlyList<MetricPair> SideBySide(MetricInput first, MetricInput second, bool isRegression, VersionComparison quality)
    {
        var main = Of(isRegression ? "mae" : "accuracy", first, second) with { Difference = quality.Difference, Verdict = quality.Verdict };
        return [main, .. Beside.Select(name => Of(name, first, second))];
    }

    private static MetricPair Of(string name, MetricInput first, MetricInput second)
    {
        var metric = MetricCatalogue.Find(name)!;
        var (one, other) = (metric.Compute(first), metric.Compute(second));
        var difference = FigureDifference.Of(one, other);
        return new(metric, one, other, difference, FigureDifference.Verdict(metric.Better, difference.Interval));
    }
}
