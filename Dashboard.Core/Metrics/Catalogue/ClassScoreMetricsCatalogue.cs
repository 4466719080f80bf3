namespace Dashboard.Core.Metrics.Catalogue;

/// <summary>
/// Of a probability for every class, from raw rows: bins of every class would make cells of twenty classes as large as the events they
/// stand for (docs/decisions/0013). Evaluations have them, and windows by exact recomputation.
/// </summary>
internal static class ClassScoreMetricsCatalogue
{
    private const string OneVersusRest = "each class against the others; ";

    public static IReadOnlyList<Metric> All { get; } =
    [
        Of("roc_auc_ovr_macro", "ROC AUC, one versus rest", OneVersusRest + "mean", "sklearn.metrics.roc_auc_score(multi_class='ovr')"),
        Of("roc_auc_ovr_weighted", "ROC AUC, one versus rest, weighted", OneVersusRest + "mean weighted by ground truths", "sklearn.metrics.roc_auc_score(multi_class='ovr', average='weighted')"),
        Of("roc_auc_ovo_macro", "ROC AUC, one versus one", "mean over pairs of classes, each ranked both ways", "Hand and Till, Machine Learning 45, 2001"),
        Of("roc_auc_ovo_weighted", "ROC AUC, one versus one, weighted", "the same, weighted by the rows of the pair", "sklearn.metrics.roc_auc_score(multi_class='ovo', average='weighted')"),
        Of("average_precision_macro", "Macro average precision", OneVersusRest + "mean over classes with rows", "sklearn.metrics.average_precision_score"),
        Of("top2_accuracy", "Top 2 accuracy", "share of ground truths among the two most probable classes", "sklearn.metrics.top_k_accuracy_score(k=2)"),
        Of("top3_accuracy", "Top 3 accuracy", "share of ground truths among the three most probable classes", "sklearn.metrics.top_k_accuracy_score(k=3)"),
    ];

    private static Metric Of(string name, string title, string formula, string source) => new(name, title)
    {
        Family = MetricFamily.ClassScores, Unit = MetricUnit.Share, Better = Better.Higher, Formula = formula, Source = source,
        Undefined = "without scores of every class, and where raw rows are not read",
        IntervalMethod = name.StartsWith("top", StringComparison.Ordinal)
            ? "Wilson"
            : "none: the classes share their rows, and what they have in common is not estimated",
        Compute = _ => Figure.None("only raw rows tell it: ask for exact recomputation"),
    };
}
