using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Windowing;

/// <summary>From a window's tally to the figures that are shown. Undefined figures carry their reason.</summary>
internal static class FigureBuilder
{
    public const string NoPredictions = "no predictions in this range";
    private const string NoLabels = "no labelled predictions in this range";
    private const string NoLatencies = "no latencies in this range";

    public static TrafficFigures Traffic(Tally tally, Figure throughput) =>
        new(tally.Predictions, tally.Failed, throughput, ErrorRate(tally));

    public static LatencyFigures Latency(Tally tally, IReadOnlyList<HistogramBar>? previousBars)
    {
        var count = tally.Latency.Count;
        var mean = count == 0 ? Figure.None(NoLatencies) : Figure.Of(tally.LatencyMicros / 1_000.0 / count, count);
        return new LatencyFigures(
            mean, Quantile(tally.Latency, 0.50), Quantile(tally.Latency, 0.95), Quantile(tally.Latency, 0.99),
            LatencyHistogram.Of(tally.Latency, previousBars));
    }

    public static LabelFigures Labels(Tally tally, long parked) =>
        new(tally.Labelled, Coverage(tally), Delay(tally, 0.50), Delay(tally, 0.95), tally.Corrections, parked);

    public static ClassificationFigures Classification(Tally tally, LabelSet labels) =>
        new(Accuracy(tally), ClassificationMetrics.MacroF1(tally.Matrix), MatrixBuilder.Build(tally.Matrix, labels));

    public static RegressionFigures Regression(RegressionSums? sums) => new(
        RegressionMetrics.MeanAbsoluteError(sums), RegressionMetrics.RootMeanSquaredError(sums), RegressionMetrics.Bias(sums),
        RegressionMetrics.R2(sums), RegressionMetrics.Wape(sums), RegressionMetrics.MeanTruth(sums));

    public static VersionFigures Version(string name, Tally tally, bool isRegression, long modelPredictions) => new(
        name,
        isRegression ? RegressionMetrics.MeanAbsoluteError(tally.Regression) : Accuracy(tally),
        Coverage(tally), Quantile(tally.Latency, 0.95), ErrorRate(tally),
        modelPredictions == 0 ? 0 : (double)tally.Predictions / modelPredictions, tally.Predictions);

    private static Figure Accuracy(Tally tally) => Proportion.Of(tally.Correct, tally.Labelled, NoLabels);

    private static Figure ErrorRate(Tally tally) => Proportion.Of(tally.Failed, tally.Predictions, NoPredictions);

    private static Figure Coverage(Tally tally) =>
        Proportion.Of(tally.Labelled, tally.Answered, "no predictions with an outcome in this range");

    private static Figure Quantile(ExpSketch latencies, double q) =>
        latencies.Quantile(q) is { } value ? Figure.Of(value, latencies.Count, latencies.QuantileInterval(q)) : Figure.None(NoLatencies);

    private static Figure Delay(Tally tally, double q) =>
        tally.Delay?.Quantile(q) is { } value
            ? Figure.Of(value, tally.Delay.Count, tally.Delay.QuantileInterval(q))
            : Figure.None(NoLabels);
}
