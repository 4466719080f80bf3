using Dashboard.Core.Metrics;
using Dashboard.Core.Metrics.Catalogue;

namespace Dashboard.Core.Windowing;

/// <summary>The figures of a snapshot with the true reasons where they are undefined (<see cref="WindowLack"/>).</summary>
internal static class ExplainedFigures
{
    /// <param name="tally">Of the window.</param>
    public static Snapshot Explained(this Snapshot figures, WindowLack lack, Tally tally)
    {
        return figures with
        {
            Lack = lack.Whole,
            Traffic = figures.Traffic with
            {
                Throughput = lack.Explain(figures.Traffic.Throughput), ErrorRate = Of(figures.Traffic.ErrorRate, MetricFamily.Traffic),
            },
            Latency = Explained(figures.Latency, figure => Of(figure, MetricFamily.Latency)),
            Labels = Explained(figures.Labels, tally.Answered > 0 ? lack.Explain : OfLabels, lack.Explain, OfLabels),
            Classification = figures.Classification is { } classes
                ? classes with { Accuracy = Of(classes.Accuracy, MetricFamily.AllClasses), MacroF1 = Of(classes.MacroF1, MetricFamily.AllClasses) }
                : null,
            Regression = figures.Regression is { } errors ? Explained(errors, figure => Of(figure, MetricFamily.Regression)) : null,
            Quality = figures.Quality with { Corrected = lack.Explain(figures.Quality.Corrected), Estimated = lack.Explain(figures.Quality.Estimated) },
        };

        Figure Of(Figure figure, MetricFamily family) => lack.Explain(figure, family, tally);

        Figure OfLabels(Figure figure) => Of(figure, MetricFamily.Labels);
    }

    private static LatencyFigures Explained(LatencyFigures figures, Func<Figure, Figure> of) =>
        figures with { Mean = of(figures.Mean), P50 = of(figures.P50), P95 = of(figures.P95), P99 = of(figures.P99) };

    /// <param name="ofExpected">Nothing can be expected of no answers.</param>
    private static LabelFigures Explained(
        LabelFigures figures, Func<Figure, Figure> ofExpected, Func<Figure, Figure> ofLearned, Func<Figure, Figure> of) => figures with
    {
        Coverage = of(figures.Coverage), DelayP50Seconds = of(figures.DelayP50Seconds), DelayP95Seconds = of(figures.DelayP95Seconds),
        ExpectedCoverage = ofExpected(figures.ExpectedCoverage), WrongIsLater = ofLearned(figures.WrongIsLater),
    };

    private static RegressionFigures Explained(RegressionFigures figures, Func<Figure, Figure> of) => new(
        of(figures.MeanAbsoluteError), of(figures.RootMeanSquaredError), of(figures.Bias), of(figures.R2), of(figures.Wape), of(figures.MeanTruth));
}
