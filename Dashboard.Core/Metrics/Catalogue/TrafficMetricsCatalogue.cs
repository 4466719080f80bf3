namespace Dashboard.Core.Metrics.Catalogue;

internal static class TrafficMetricsCatalogue
{
    private const string Workbook = "Google, The Site Reliability Workbook, ch. 2 and 5";
    private const string WithoutPredictions = "without predictions";
    private const string Wilson = "Wilson";

    public static IReadOnlyList<Metric> All { get; } =
    [
        new("throughput", "Throughput")
        {
            Family = MetricFamily.Traffic, Unit = MetricUnit.PerSecond, Better = Better.Neither,
            Formula = "predictions / length of the range in seconds",
            Source = Workbook, Undefined = "when the range has no fixed length", IntervalMethod = "none: a count, not a sample",
            Compute = input => TrafficMetrics.Throughput(input.Tally.Predictions, input.Length),
        },
        new("error_rate", "Error rate")
        {
            Family = MetricFamily.Traffic, Unit = MetricUnit.Share, Better = Better.Lower,
            Formula = "failed predictions / predictions",
            Source = Workbook, Undefined = WithoutPredictions, IntervalMethod = Wilson,
            Compute = input => TrafficMetrics.ErrorRate(input.Tally.Requests),
        },
        new("availability", "Availability of requests")
        {
            Family = MetricFamily.Traffic, Unit = MetricUnit.Share, Better = Better.Higher,
            Formula = "good predictions / predictions",
            Source = Workbook, Undefined = WithoutPredictions, IntervalMethod = Wilson,
            Compute = input => TrafficMetrics.Availability(input.Tally.Requests),
        },
        new("time_availability", "Availability over time")
        {
            Family = MetricFamily.Traffic, Unit = MetricUnit.Share, Better = Better.Higher,
            Formula = "minutes up / (minutes up + minutes down); up = a sign of life, or traffic of which less than half failed",
            Source = Workbook, Undefined = "when every minute was silent, or minutes are not known", IntervalMethod = Wilson,
            Compute = input => TrafficMetrics.TimeAvailability(input.Minutes),
            Remark = input => input.Minutes is { Silent: > 0 and var silent } ? $"{NumberText.Counted(silent, "silent minute")} left out" : null,
        },
        new("slo_burn_rate", "Burn rate of the error budget")
        {
            Family = MetricFamily.Traffic, Unit = MetricUnit.None, Better = Better.Lower,
            Formula = "error rate / (1 - promised availability)",
            Source = Workbook, Undefined = WithoutPredictions + ", or when 100 % is promised", IntervalMethod = "Wilson of the error rate, scaled",
            Compute = input => TrafficMetrics.BurnRate(input.Tally.Requests, input.Parameters.SloTarget),
        },
    ];
}
