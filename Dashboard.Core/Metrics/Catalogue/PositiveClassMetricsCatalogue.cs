namespace Dashboard.Core.Metrics.Catalogue;

/// <summary>TP, FP, FN and TN are of the positive label against all others.</summary>
internal static class PositiveClassMetricsCatalogue
{
    private const string NotChosen = ", or while no positive label is chosen";

    public static IReadOnlyList<Metric> All { get; } =
    [
        new("precision", "Precision")
        {
            Family = MetricFamily.PositiveClass, Unit = MetricUnit.Share, Better = Better.Higher,
            Formula = "TP / (TP + FP)", Source = "sklearn.metrics.precision_score",
            Undefined = "when the positive label was never predicted" + NotChosen, IntervalMethod = "Wilson",
            Compute = input => Of(input, counts => counts.Precision),
        },
        new("recall", "Recall")
        {
            Family = MetricFamily.PositiveClass, Unit = MetricUnit.Share, Better = Better.Higher,
            Formula = "TP / (TP + FN)", Source = "sklearn.metrics.recall_score",
            Undefined = "when the positive label never is the ground truth" + NotChosen, IntervalMethod = "Wilson",
            Compute = input => Of(input, counts => counts.Recall),
        },
        new("specificity", "Specificity")
        {
            Family = MetricFamily.PositiveClass, Unit = MetricUnit.Share, Better = Better.Higher,
            Formula = "TN / (TN + FP)", Source = "sklearn.metrics.recall_score of the other labels",
            Undefined = "when no other label is a ground truth" + NotChosen, IntervalMethod = "Wilson",
            Compute = input => Of(input, counts => counts.Specificity),
        },
        new("f1", "F1")
        {
            Family = MetricFamily.PositiveClass, Unit = MetricUnit.Share, Better = Better.Higher,
            Formula = "2 TP / (2 TP + FP + FN)", Source = "sklearn.metrics.f1_score",
            Undefined = "when the positive label does not occur at all" + NotChosen,
            IntervalMethod = "Wilson of J = TP / (TP + FP + FN), mapped by F1 = 2 J / (1 + J)",
            Compute = input => Of(input, counts => counts.F1),
        },
        new("f_beta", "F-beta")
        {
            Family = MetricFamily.PositiveClass, Unit = MetricUnit.Share, Better = Better.Higher,
            Formula = "(1 + beta^2) TP / ((1 + beta^2) TP + beta^2 FN + FP)", Source = "sklearn.metrics.fbeta_score",
            Undefined = "when the positive label does not occur at all" + NotChosen,
            IntervalMethod = "bootstrap of the matrix, 400 draws; none when they do not vary",
            Compute = input => Of(input, _ => input.Resampled(MatrixStatistic.FBeta)),
        },
    ];

    private static Figure Of(MetricInput input, Func<BinaryCounts, Figure> figure) =>
        input.Matrix.Total == 0 ? Figure.None(ClassificationMetrics.Unlabelled)
        : input.Positive is { } counts ? figure(counts)
        : Figure.None("no positive label is chosen", input.Matrix.Total);
}
