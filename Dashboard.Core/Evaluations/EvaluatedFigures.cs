using Dashboard.Core.Metrics;
using Dashboard.Core.Metrics.Catalogue;

namespace Dashboard.Core.Evaluations;

/// <summary>Figures in the order people read them: those of the catalogue, and those only raw rows with scores have.</summary>
internal static class EvaluatedFigures
{
    public static EvaluationFigure CoverageOf(long labelled, long unlabelled) =>
        Of("coverage", Proportion.Of(labelled, labelled + unlabelled, "no rows"));

    /// <summary>Every metric of some families.</summary>
    public static IEnumerable<EvaluationFigure> OfCatalogue(MetricInput input, params MetricFamily[] families) =>
        from metric in MetricCatalogue.All
        where families.Contains(metric.Family)
        select Of(metric, metric.Compute(input)) with { Remark = metric.Remark(input) };

    /// <summary>Some metrics by name.</summary>
    public static IReadOnlyList<EvaluationFigure> OfCatalogue(MetricInput input, IEnumerable<string> names) =>
        [.. names.Select(name => Of(name, MetricCatalogue.Find(name)!.Compute(input)))];

    /// <param name="precision">With its interval.</param>
    public static IEnumerable<EvaluationFigure> OfScores(ExactBinaryFigures figures, Figure precision) =>
    [
        Of("roc_auc", figures.RocAuc),
        Of("average_precision", precision),
        Of("log_loss", figures.LogLoss),
        Of("brier", figures.Brier),
        Of("ece", figures.ExpectedError),
        Of("ece_equal_mass", figures.EqualMassError),
    ];

    public static IEnumerable<EvaluationFigure> OfScores(ExactMulticlassFigures figures) => figures.Named.Select(named => Of(named.Name, named.Figure));

    private static EvaluationFigure Of(string name, Figure figure) => Of(MetricCatalogue.Find(name)!, figure);

    private static EvaluationFigure Of(Metric metric, Figure figure) => new(metric.Name, metric.Title, metric.Unit, metric.Better, figure);
}
