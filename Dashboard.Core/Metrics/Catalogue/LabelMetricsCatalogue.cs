namespace Dashboard.Core.Metrics.Catalogue;

internal static class LabelMetricsCatalogue
{
    public static IReadOnlyList<Metric> All { get; } =
    [
        new("coverage", "Label coverage")
        {
            Family = MetricFamily.Labels, Unit = MetricUnit.Share, Better = Better.Neither, // More labels tell more, but make no model better.
            Formula = "labelled predictions / predictions with an outcome",
            Source = "a share of two counts", Undefined = "without predictions that have an outcome", IntervalMethod = "Wilson",
            Compute = input => LabelMetrics.Coverage(input.Tally),
        },
        Delay("label_delay_p50", "Median label delay", 0.5),
        Delay("label_delay_p95", "95 % label delay", 0.95),
    ];

    private static Metric Delay(string name, string title, double q) => new(name, title)
    {
        Family = MetricFamily.Labels, Unit = MetricUnit.Seconds, Better = Better.Lower,
        Formula = FormattableString.Invariant($"value of rank floor({q} (n - 1)) from below of (ground truth received - prediction), within 4.3 %"),
        Source = FormattableString.Invariant($"numpy.quantile(x, {q}, method='lower')"), Undefined = "while nothing is labelled",
        IntervalMethod = "order statistics, widened by the sketch's error",
        Compute = input => LabelMetrics.Delay(input.Tally, q),
    };
}
