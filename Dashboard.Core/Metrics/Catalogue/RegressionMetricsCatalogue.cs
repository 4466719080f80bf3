namespace Dashboard.Core.Metrics.Catalogue;

/// <summary>f is the prediction, y the ground truth, e = f - y.</summary>
internal static class RegressionMetricsCatalogue
{
    private const string Unlabelled = "while nothing is labelled, or when a value is beyond 1e72";
    private const string Student = "Student: mean +- t sd / sqrt(n), sd divided by n - 1";
    private const string Blocks = "jackknife over at most 20 consecutive blocks of the range; none where fewer than 5 are known";
    private const string Ranks = "order statistics, ranks n q +- 1.96 sqrt(n q (1 - q)), widened by the sketch's error";

    private static readonly Metric Mean = new("", "")
    {
        Family = MetricFamily.Regression, Unit = MetricUnit.Outcome, Better = Better.Lower,
        Formula = "", Source = "", Undefined = Unlabelled, IntervalMethod = Student, Compute = _ => default,
    };

    public static IReadOnlyList<Metric> All { get; } =
    [
        Mean with
        {
            Name = "mae", Title = "Mean absolute error", Formula = "sum |e| / n", Source = "sklearn.metrics.mean_absolute_error",
            Compute = input => RegressionMetrics.MeanAbsoluteError(input.Regression),
        },
        Mean with
        {
            Name = "mse", Title = "Mean squared error", Unit = MetricUnit.OutcomeSquared,
            Formula = "sum e^2 / n", Source = "sklearn.metrics.mean_squared_error",
            Compute = input => RegressionMetrics.MeanSquaredError(input.Regression),
        },
        Mean with
        {
            Name = "rmse", Title = "Root mean squared error", Formula = "sqrt(sum e^2 / n)", Source = "sklearn.metrics.root_mean_squared_error",
            IntervalMethod = "delta method: SE(MSE) / (2 RMSE)",
            Compute = input => RegressionMetrics.RootMeanSquaredError(input.Regression),
        },
        Mean with
        {
            Name = "r2", Title = "R2", Unit = MetricUnit.None, Better = Better.Higher,
            Formula = "1 - sum e^2 / sum (y - mean y)^2", Source = "sklearn.metrics.r2_score (0, 1 or nan where this is undefined)",
            Undefined = "below 2 labelled predictions, or when the ground truth does not vary", IntervalMethod = Blocks,
            Compute = input => RegressionMetrics.R2(input.Regression, input.RegressionBlocks),
        },
        Mean with
        {
            Name = "explained_variance", Title = "Explained variance", Unit = MetricUnit.None, Better = Better.Higher,
            Formula = "1 - var(e) / var(y)", Source = "sklearn.metrics.explained_variance_score",
            Undefined = "below 2 labelled predictions, or when the ground truth does not vary", IntervalMethod = Blocks,
            Compute = input => RegressionMetrics.ExplainedVariance(input.Regression, input.RegressionBlocks),
        },
        Mean with
        {
            Name = "bias", Title = "Bias", Better = Better.CloserToZero,
            Formula = "sum e / n; above 0 the model predicts too high", Source = "numpy.mean(f - y)",
            Compute = input => RegressionMetrics.Bias(input.Regression),
        },
        Mean with
        {
            Name = "median_ae", Title = "Median absolute error",
            Formula = "median of |e|; from a sketch the lower median within 0.542 %, exact from rows",
            Source = "sklearn.metrics.median_absolute_error",
            IntervalMethod = Ranks,
            Compute = input => RegressionMetrics.MedianAbsoluteError(input.Regression, input.Errors),
        },
        Mean with
        {
            Name = "max_error", Title = "Largest error", Formula = "max |e|", Source = "sklearn.metrics.max_error",
            Undefined = "while nothing is labelled, or after the largest error was corrected", IntervalMethod = "none: the most extreme of these rows, not an estimate of a worse one to come; error_p05 and error_p95 have intervals",
            Compute = input => RegressionMetrics.MaxError(input.Regression),
        },
        ErrorQuantile("error_p05", "5 % error", 0.05),
        ErrorQuantile("error_p50", "Median error", 0.5),
        ErrorQuantile("error_p95", "95 % error", 0.95),
        .. RelativeErrors(),
        Mean with
        {
            Name = "pinball", Title = "Pinball loss",
            Formula = "mean of tau |e| where f < y, (1 - tau) |e| where f > y", Source = "sklearn.metrics.mean_pinball_loss(alpha=tau)",
            Compute = input => RegressionMetrics.Pinball(input.Regression, input.Parameters.Tau),
        },
        Mean with
        {
            Name = "mean_ground_truth", Title = "Mean ground truth", Better = Better.Neither, Formula = "sum y / n", Source = "numpy.mean(y)",
            Compute = input => RegressionMetrics.MeanTruth(input.Regression),
        },
    ];

    private static IEnumerable<Metric> RelativeErrors() =>
    [
        Mean with
        {
            Name = "mape", Title = "Mean absolute percentage error", Unit = MetricUnit.Share,
            Formula = "mean of |e / y| where y is not 0", Source = "Hyndman, Koehler, Int. J. Forecasting 22, 2006",
            Undefined = Unlabelled + ", or when all ground truths are 0",
            Compute = input => RegressionMetrics.Mape(input.Regression),
            Remark = input => RegressionMetrics.ZeroTruths(input.Regression) is var zeros and > 0
                ? $"{NumberText.Counted(zeros, "ground truth")} of 0 left out"
                : null,
        },
        Mean with
        {
            Name = "wape", Title = "Weighted absolute percentage error", Unit = MetricUnit.Share,
            Formula = "sum |e| / sum |y|", Source = "Kolassa, Schuetz, Foresight 6, 2007 (MAD / mean ratio)",
            Undefined = Unlabelled + ", or when all ground truths are 0", IntervalMethod = "delta method for a ratio of means",
            Compute = input => RegressionMetrics.Wape(input.Regression),
        },
        Mean with
        {
            Name = "smape", Title = "Symmetric percentage error", Unit = MetricUnit.Share,
            Formula = "mean of 2 |e| / (|y| + |f|), 0 where both are 0; 0 to 200 %", Source = "Hyndman, Koehler, Int. J. Forecasting 22, 2006",
            Compute = input => RegressionMetrics.Smape(input.Regression),
        },
        Mean with
        {
            Name = "rmsle", Title = "Root mean squared log error", Unit = MetricUnit.None,
            Formula = "sqrt(mean (ln(1 + f) - ln(1 + y))^2)", Source = "sklearn.metrics.root_mean_squared_log_error",
            Undefined = Unlabelled + ", or when a value is negative", IntervalMethod = "delta method: SE(MSLE) / (2 RMSLE)",
            Compute = input => RegressionMetrics.Rmsle(input.Regression),
        },
    ];

    private static Metric ErrorQuantile(string name, string title, double q) => Mean with
    {
        Name = name, Title = title, Better = Better.CloserToZero,
        Formula = FormattableString.Invariant($"value of rank floor({q} (n - 1)) from below of e, within 0.542 %; exact from rows"),
        Source = FormattableString.Invariant($"numpy.quantile(f - y, {q})"), IntervalMethod = Ranks,
        Compute = input => RegressionMetrics.ErrorQuantile(input.Regression, input.Errors, q),
    };
}
