using Dashboard.Core.Metrics;
using Dashboard.Core.Metrics.Catalogue;

namespace Dashboard.Core.Evaluations;

/// <summary>Figures in the order people read them: those of the catalogue, and those only raw rows with scores have.</summary>
internal static class EvaluatedFigures
{
    private static readonly Metric Coverage = MetricCatalogue.Find("coverage")!;

    public static EvaluationFigure CoverageOf(long labelled, long unlabelled) =>
        Of(Coverage, Proportion.Of(labelled, labelled + unlabelled, "no rows"));

    /// <summary>Every metric of some families.</summary>
    public static IEnumerable<EvaluationFigure> OfCatalogue(MetricInput input, params MetricFamily[] families) =>
        from metric in MetricCatalogue.All
        where families.Contains(metric.Family)
        select Of(metric, metric.Compute(input)) with { Remark = metric.Remark(input) };

    /// <summary>Some metrics by name.</summary>
    public static IReadOnlyList<EvaluationFigure> OfCatalogue(MetricInput input, IEnumerable<string> names) =>
        [.. names.Select(name => MetricCatalogue.Find(name)!).Select(metric => Of(metric, metric.Compute(input)))];

    /// <param name="precision">With its interval.</param>
    public static IEnumerable<EvaluationFigure> OfScores(ExactBinaryFigures figures, Figure precision) =>
    [
        Higher("roc_auc", "ROC AUC", figures.RocAuc),
        Higher("average_precision", "Average precision", precision),
        .. Losses(figures.LogLoss, figures.Brier, figures.ExpectedError),
    ];

    public static IEnumerable<EvaluationFigure> OfScores(ExactMulticlassFigures figures) =>
    [
        Higher("roc_auc_ovr_macro", "ROC AUC, one versus rest", figures.RocAucMacro),
        Higher("roc_auc_ovr_weighted", "ROC AUC, one versus rest, weighted", figures.RocAucWeighted),
        Higher("roc_auc_ovo_macro", "ROC AUC, one versus one", figures.RocAucPairs),
        Higher("roc_auc_ovo_weighted", "ROC AUC, one versus one, weighted", figures.RocAucPairsWeighted),
        Higher("average_precision_macro", "Macro average precision", figures.AveragePrecisionMacro),
        Higher("top2_accuracy", "Top 2 accuracy", figures.Top2Accuracy),
        Higher("top3_accuracy", "Top 3 accuracy", figures.Top3Accuracy),
        .. Losses(figures.LogLoss, figures.Brier, figures.ExpectedError),
    ];

    private static IEnumerable<EvaluationFigure> Losses(Figure logLoss, Figure brier, Figure calibration) =>
    [
        new("log_loss", "Log loss", MetricUnit.None, Better.Lower, logLoss),
        new("brier", "Brier score", MetricUnit.None, Better.Lower, brier),
        new("calibration_error", "Expected calibration error", MetricUnit.Share, Better.Lower, calibration),
    ];

    private static EvaluationFigure Higher(string name, string title, Figure figure) => new(name, title, MetricUnit.Share, Better.Higher, figure);

    private static EvaluationFigure Of(Metric metric, Figure figure) => new(metric.Name, metric.Title, metric.Unit, metric.Better, figure);
}
