namespace Dashboard.Core.Metrics.Catalogue;

internal static class AllClassesMetricsCatalogue
{
    private const string Unlabelled = "while nothing is labelled";
    private const string Bootstrap = "bootstrap of the matrix, 400 draws; none when they do not vary";

    public static IReadOnlyList<Metric> All { get; } =
    [
        new("accuracy", "Accuracy")
        {
            Family = MetricFamily.AllClasses, Unit = MetricUnit.Share, Better = Better.Higher,
            Formula = "right / labelled predictions", Source = "sklearn.metrics.accuracy_score",
            Undefined = Unlabelled, IntervalMethod = "Wilson",
            Compute = Accuracy,
        },
        new("misclassification_rate", "Share of wrong answers")
        {
            Family = MetricFamily.AllClasses, Unit = MetricUnit.Share, Better = Better.Lower,
            Formula = "wrong / labelled predictions", Source = "sklearn.metrics.zero_one_loss",
            Undefined = Unlabelled, IntervalMethod = "Wilson",
            Compute = input => ClassificationMetrics.Misclassification(input.Matrix.Correct, input.Matrix.Total),
        },
        new("balanced_accuracy", "Balanced accuracy")
        {
            Family = MetricFamily.AllClasses, Unit = MetricUnit.Share, Better = Better.Higher,
            Formula = "mean recall of the classes that occur as ground truth", Source = "sklearn.metrics.balanced_accuracy_score",
            Undefined = Unlabelled, IntervalMethod = "MOVER on Wilson's limits of each recall",
            Compute = input => ClassificationMetrics.BalancedAccuracy(input.Matrix),
        },
        Macro("precision_macro", "Macro precision", "TP / (TP + FP)", "precision_score", MatrixStatistic.PrecisionMacro),
        Macro("recall_macro", "Macro recall", "TP / (TP + FN)", "recall_score", MatrixStatistic.RecallMacro),
        Macro("f1_macro", "Macro F1", "2 TP / (2 TP + FP + FN)", "f1_score", MatrixStatistic.F1Macro),
        Micro("precision_micro", "Micro precision", "precision_score"),
        Micro("recall_micro", "Micro recall", "recall_score"),
        Micro("f1_micro", "Micro F1", "f1_score"),
        Weighted("precision_weighted", "Weighted precision", "TP / (TP + FP)", "precision_score", MatrixStatistic.PrecisionWeighted),
        Weighted("recall_weighted", "Weighted recall", "TP / (TP + FN)", "recall_score", MatrixStatistic.RecallWeighted),
        Weighted("f1_weighted", "Weighted F1", "2 TP / (2 TP + FP + FN)", "f1_score", MatrixStatistic.F1Weighted),
        new("mcc", "Matthews correlation")
        {
            Family = MetricFamily.AllClasses, Unit = MetricUnit.None, Better = Better.Higher,
            Formula = "(c s - sum p_k t_k) / sqrt((s^2 - sum p_k^2)(s^2 - sum t_k^2)); c of s right, class k predicted p_k and true t_k times",
            Source = "sklearn.metrics.matthews_corrcoef (0 where this is undefined)",
            Undefined = "when ground truth or predictions are all of one class", IntervalMethod = Bootstrap,
            Compute = input => input.Resampled(MatrixStatistic.MatthewsCorrelation),
        },
        new("cohen_kappa", "Cohen's kappa")
        {
            Family = MetricFamily.AllClasses, Unit = MetricUnit.None, Better = Better.Higher,
            Formula = "(p_o - p_e) / (1 - p_e); p_o = accuracy, p_e = sum p_k t_k / s^2", Source = "sklearn.metrics.cohen_kappa_score",
            Undefined = "when everything is of one and the same class", IntervalMethod = Bootstrap,
            Compute = input => input.Resampled(MatrixStatistic.CohenKappa),
        },
    ];

    private static Figure Accuracy(MetricInput input) => ClassificationMetrics.Accuracy(input.Matrix.Correct, input.Matrix.Total);

    private static Metric Macro(string name, string title, string share, string function, MatrixStatistic statistic) =>
        Average(name, title, $"mean over all classes of {share}", $"sklearn.metrics.{function}(average='macro', zero_division=0)", statistic);

    private static Metric Weighted(string name, string title, string share, string function, MatrixStatistic statistic) => Average(
        name, title, $"mean over all classes of {share}, weighted by how often the class is the ground truth",
        $"sklearn.metrics.{function}(average='weighted', zero_division=0)", statistic);

    private static Metric Average(string name, string title, string formula, string source, MatrixStatistic statistic) => new(name, title)
    {
        Family = MetricFamily.AllClasses, Unit = MetricUnit.Share, Better = Better.Higher,
        Formula = formula, Source = source, IntervalMethod = Bootstrap,
        Undefined = Unlabelled + "; a class for which the share is undefined counts 0, or is left out with zero_division=nan",
        Compute = input => input.Resampled(statistic),
        Remark = input => ClassificationMetrics.UndefinedClasses(statistic, input.Matrix) is var classes and > 0
            ? $"{classes} {(classes == 1 ? "class" : "classes")} undefined, {(input.Parameters.ZeroDivision == ZeroDivision.LeaveOut ? "left out" : "counted as 0")}"
            : null,
    };

    private static Metric Micro(string name, string title, string function) => new(name, title)
    {
        Family = MetricFamily.AllClasses, Unit = MetricUnit.Share, Better = Better.Higher,
        Formula = "over all classes together; with one label per prediction this is the accuracy",
        Source = $"sklearn.metrics.{function}(average='micro')", Undefined = Unlabelled, IntervalMethod = "Wilson",
        Compute = Accuracy,
    };
}
