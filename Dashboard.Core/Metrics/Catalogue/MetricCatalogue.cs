using System.Collections.Frozen;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Metrics.Catalogue;

/// <summary>Every metric there is: the one place that tiles, files, alert rules and reports take their metrics from.</summary>
public static class MetricCatalogue
{
    private static readonly FrozenDictionary<string, Metric> ByName;

    static MetricCatalogue()
    {
        All =
        [
            .. TrafficMetricsCatalogue.All,
            .. LatencyMetricsCatalogue.All,
            .. LabelMetricsCatalogue.All,
            .. PositiveClassMetricsCatalogue.All,
            .. AllClassesMetricsCatalogue.All,
            .. ScoreMetricsCatalogue.All,
            .. ClassScoreMetricsCatalogue.All,
            .. RegressionMetricsCatalogue.All,
        ];
        ByName = All.ToFrozenDictionary(metric => metric.Name, StringComparer.Ordinal);
    }

    /// <summary>In the order in which people read them.</summary>
    public static IReadOnlyList<Metric> All { get; }

    public static Metric? Find(string name) => ByName.GetValueOrDefault(name);

    public static IReadOnlyList<Metric> For(OutcomeKind kind) => [.. All.Where(metric => metric.AppliesTo(kind))];

    /// <summary>Those that are told at any time, without reading rows.</summary>
    public static IReadOnlyList<Metric> LiveFor(OutcomeKind kind) => [.. All.Where(metric => metric.IsLive && metric.AppliesTo(kind))];
}
