using Dashboard.Core.LateLabels;
using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Windowing;

/// <summary>From a window's tally to the figures that are shown. Undefined figures carry their reason.</summary>
internal static class FigureBuilder
{
    private const string TooYoung = "no label history before this range";

    public static TrafficFigures Traffic(Tally tally, Figure throughput) =>
        new(tally.Predictions, tally.Failed, throughput, ErrorRate(tally));

    public static LatencyFigures Latency(Tally tally, IReadOnlyList<HistogramBar>? previousBars) => new(
        LatencyMetrics.Mean(tally), LatencyMetrics.Quantile(tally.Latency, 0.50), LatencyMetrics.Quantile(tally.Latency, 0.95),
        LatencyMetrics.Quantile(tally.Latency, 0.99), LatencyHistogram.Of(tally.Latency, previousBars));

    public static LabelFigures Labels(Tally tally, IReadOnlyList<LabelledBucket> buckets, WindowHistory history, DateTimeOffset asOf, long parked)
    {
        var curves = history.Curves;
        return new(tally.Labelled, LabelMetrics.Coverage(tally), LabelMetrics.Delay(tally, 0.50), LabelMetrics.Delay(tally, 0.95), tally.Corrections, parked)
        {
            ExpectedCoverage = curves?.ExpectedCoverage(buckets)
                ?? Figure.None(tally.Answered == 0 ? LabelMetrics.NoOutcomes : history.NoCurves ?? TooYoung),
            MatureUntil = history.MatureAge is { } age ? asOf - age : null,
            Retractions = tally.Retractions,
            LateArrivals = tally.LateArrivals,
            WrongIsLater = curves?.DelayDifference.WrongIsLater ?? Figure.None(history.NoCurves ?? TooYoung),
            MisleadsSoFar = curves?.DelayDifference.IsWarning ?? false,
        };
    }

    public static QualityOutlook Outlook(Tally tally, IReadOnlyList<LabelledBucket> buckets, WindowHistory history, bool isRegression)
    {
        var corrected = Corrected(buckets, history, isRegression);
        var estimated = history.Estimate(tally.Scores, tally.Leaves);
        return new QualityOutlook(
            corrected.Figure, corrected.Assumes,
            isRegression ? null : LabelBounds.ShareCorrect(tally.Correct, tally.Labelled, tally.Answered),
            estimated, estimated.Value is null ? null : history.Record.BandText);
    }

    private static LagCorrected Corrected(IReadOnlyList<LabelledBucket> buckets, WindowHistory history, bool isRegression)
    {
        if (history.Curves is not { } curves || history.IsOwn)
        {
            return new LagCorrected(Figure.None(history.NoCurves ?? TooYoung), null);
        }

        return isRegression ? LagCorrection.MeanLoss(buckets, curves) : LagCorrection.ShareCorrect(buckets, curves);
    }

    public static ClassificationFigures Classification(Tally tally, LabelSet labels) =>
        new(Accuracy(tally), ClassificationMetrics.MacroF1(ConfusionTable.Of(tally.Matrix)), MatrixBuilder.Build(tally.Matrix, labels));

    public static RegressionFigures Regression(RegressionSums? sums) => new(
        RegressionMetrics.MeanAbsoluteError(sums), RegressionMetrics.RootMeanSquaredError(sums), RegressionMetrics.Bias(sums),
        RegressionMetrics.R2(sums), RegressionMetrics.Wape(sums), RegressionMetrics.MeanTruth(sums));

    public static VersionFigures Version(string name, Tally tally, bool isRegression, long modelPredictions) => new(
        name,
        isRegression ? RegressionMetrics.MeanAbsoluteError(tally.Regression) : Accuracy(tally),
        LabelMetrics.Coverage(tally), LatencyMetrics.Quantile(tally.Latency, 0.95), ErrorRate(tally),
        modelPredictions == 0 ? 0 : (double)tally.Predictions / modelPredictions, tally.Predictions);

    private static Figure Accuracy(Tally tally) => ClassificationMetrics.Accuracy(tally.Correct, tally.Labelled);

    private static Figure ErrorRate(Tally tally) => TrafficMetrics.ErrorRate(tally.Requests);
}
