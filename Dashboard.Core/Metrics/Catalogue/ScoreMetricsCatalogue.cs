namespace Dashboard.Core.Metrics.Catalogue;

/// <summary>P and N are labelled predictions with and without the positive label as ground truth; a score p is the probability of it.</summary>
internal static class ScoreMetricsCatalogue
{
    private const string NoScores = "no scores for one of two labels in this range";
    private const string Student = "Student: mean +- t sd / sqrt(n), sd divided by n - 1";
    private const string Calibration = "of the labels' chance in each bin, for the scores as they are; reaches further down than up, "
        + "as the measured error is biased upwards (Kumar et al., NeurIPS 2019); 0 is within it where scores may be right";
    private const string TwoLabels = ", without scores, or with more than two labels";

    public static IReadOnlyList<Metric> All { get; } =
    [
        new("roc_auc", "ROC AUC")
        {
            Family = MetricFamily.Scores, Unit = MetricUnit.Share, Better = Better.Higher,
            Formula = "sum over bins of P_b (N below + N_b / 2) / (P N)", Source = "sklearn.metrics.roc_auc_score",
            Undefined = "while only one class is labelled" + TwoLabels,
            IntervalMethod = "Newcombe (Statistics in Medicine 25, 2006), method 5",
            Compute = input => input.RocAuc?.Figure ?? NoneOf(input),
            Remark = input => Limits(input.RocAuc),
        },
        new("average_precision", "Average precision")
        {
            Family = MetricFamily.Scores, Unit = MetricUnit.Share, Better = Better.Higher,
            Formula = "sum over thresholds of (recall step x precision)", Source = "sklearn.metrics.average_precision_score",
            Undefined = "while only one class is labelled" + TwoLabels, IntervalMethod = "bootstrap of the bins, 400 draws",
            Compute = input => input.AveragePrecision?.Figure ?? NoneOf(input),
            Remark = input => Limits(input.AveragePrecision),
        },
        new("log_loss", "Log loss")
        {
            Family = MetricFamily.Scores, Unit = MetricUnit.None, Better = Better.Lower,
            Formula = "mean of -ln(probability of the ground truth, at least 2.2e-16)", Source = "sklearn.metrics.log_loss",
            Undefined = "while nothing is labelled, for scores outside 0 to 1" + TwoLabels, IntervalMethod = Student,
            Compute = input => Of(input, CalibrationMetrics.LogLoss),
        },
        new("brier", "Brier score")
        {
            Family = MetricFamily.Scores, Unit = MetricUnit.None, Better = Better.Lower,
            Formula = "mean of (p - [positive])^2", Source = "sklearn.metrics.brier_score_loss",
            Undefined = "while nothing is labelled, for scores outside 0 to 1" + TwoLabels, IntervalMethod = Student,
            Compute = input => Of(input, CalibrationMetrics.Brier),
        },
        new("ece", "Calibration error (ECE)")
        {
            Family = MetricFamily.Scores, Unit = MetricUnit.Share, Better = Better.Lower,
            Formula = "sum over ten equally wide bins of n_b / n |mean score - rate|",
            Source = "Guo et al., On Calibration of Modern Neural Networks, ICML 2017",
            Undefined = "while nothing is labelled, for scores outside 0 to 1" + TwoLabels, IntervalMethod = Calibration,
            Compute = input => Of(input, CalibrationMetrics.ExpectedError),
        },
        new("ece_equal_mass", "Calibration error, equal mass")
        {
            Family = MetricFamily.Scores, Unit = MetricUnit.Share, Better = Better.Lower,
            Formula = "as ECE, over ten bins of equally many predictions",
            Source = "Nixon et al., Measuring Calibration in Deep Learning, CVPR Workshops 2019",
            Undefined = "while nothing is labelled, for scores outside 0 to 1" + TwoLabels, IntervalMethod = Calibration,
            Compute = input => Of(input, CalibrationMetrics.EqualMassError),
        },
        new("confidence_ece", "Calibration error of the confidence")
        {
            Family = MetricFamily.Scores, Unit = MetricUnit.Share, Better = Better.Lower,
            Formula = "as ECE, of the score as the probability that the answer is right; for more than two labels",
            Source = "Guo et al., On Calibration of Modern Neural Networks, ICML 2017",
            Undefined = "while nothing is labelled, without scores, for scores outside 0 to 1, or with two labels (see ece)",
            IntervalMethod = Calibration,
            Compute = input => input.Scores is null && input.Confidence is { } confidence
                ? CalibrationMetrics.ExpectedError(confidence)
                : Figure.None("for scores of more than two labels"),
        },
    ];

    private static Figure Of(MetricInput input, Func<ScoreHistogram, Figure> figure) =>
        input.Scores is { } scores ? figure(scores) : NoneOf(input);

    private static Figure NoneOf(MetricInput input) => Figure.None(NoScores, input.Tally.Labelled);

    private static string? Limits(BinnedFigure? figure) => figure?.Exact is { } limits && limits.High - limits.Low > 1e-4
        ? FormattableString.Invariant($"from bins of scores; of the scores themselves it is between {limits.Low:F4} and {limits.High:F4}")
        : null;
}
