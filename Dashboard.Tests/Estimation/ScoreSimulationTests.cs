using Dashboard.Core.Estimation;

namespace Dashboard.Tests.Estimation;

/// <summary>What the estimates promise, held against made-up traffic with a fixed seed.</summary>
public class ScoreSimulationTests(ITestOutputHelper output)
{
    private const int Baseline = 2_000;
    private const int Chunk = 2_000;

    /// <summary>Inputs of the baseline are N(0, 1); the model is over-confident.</summary>
    private static double Score(double x) => ScoreBins.Sigmoid((2.6 * x) + 0.3);

    private static double Truth(double x) => ScoreBins.Sigmoid((1.7 * x) - 0.4);

    [Fact]
    public void The_band_holds_the_truth_while_nothing_changes() => CheckCoverage(100, shift: 0);

    [Fact]
    [Trait("Category", "Long")]
    public void The_band_holds_the_truth_over_many_repetitions()
    {
        CheckCoverage(2_000, shift: 0);
        CheckCoverage(2_000, shift: 0.7);
    }

    [Fact]
    public void A_changed_relation_is_invisible_to_the_estimate_until_labels_tell()
    {
        var random = new Random(20250101);
        var estimator = new ScoreEstimator(IsotonicCalibrator.Fit(Bins(random, Baseline, 0, Truth)));
        var before = Enumerable.Range(0, 10).Select(_ => Bins(random, Chunk, 0, Truth)).ToList();
        var after = Enumerable.Range(0, 2).Select(_ => Bins(random, Chunk, 0, x => ScoreBins.Sigmoid((0.3 * x) - 0.4))).ToList();

        var estimated = estimator.Estimate(after[0]).Accuracy;
        Assert.True(Realised(after[0], bin => bin.TruePositive + bin.TrueNegative) < estimated.Interval!.Value.Low - 0.05);
        Assert.Equal(estimator.Estimate(before[0]).Accuracy.Value!.Value, estimated.Value!.Value, 0.03); // Blind.

        var record = before.ConvertAll(bins => estimator.Backtest(bins)!.Value);
        Assert.False(new TrackRecord(record).RelationChanged);
        record.Add(estimator.Backtest(after[0])!.Value);
        Assert.False(new TrackRecord(record).RelationChanged);
        record.Add(estimator.Backtest(after[1])!.Value);
        Assert.True(new TrackRecord(record).RelationChanged);
    }

    [Fact]
    [Trait("Category", "Long")]
    public void An_unchanged_relation_is_left_alone()
    {
        var random = new Random(20250102);
        var alarms = 0;
        for (var run = 0; run < 100; run++)
        {
            var estimator = new ScoreEstimator(IsotonicCalibrator.Fit(Bins(random, Baseline, 0, Truth)));
            var record = Enumerable.Range(0, 30).Select(_ => estimator.Backtest(Bins(random, Chunk, 0, Truth))!.Value).ToList();
            alarms += Enumerable.Range(2, 29).Any(end => new TrackRecord(record.Take(end)).RelationChanged) ? 1 : 0;
        }

        output.WriteLine($"{alarms} of 100 runs of 30 buckets alarm without a change");
        Assert.InRange(alarms, 0, 3);
    }

    [Fact]
    public void Confidence_of_many_classes_estimates_accuracy()
    {
        var random = new Random(20250103);
        var estimator = new ScoreEstimator(IsotonicCalibrator.Fit(Confidences(random, 20_000, 0)));
        var shifted = Confidences(random, 20_000, -0.1);

        var estimate = estimator.EstimateAccuracy(shifted.Select(bin => bin with { TruePositive = 0, FalsePositive = 0, UnknownPositive = bin.PredictedPositive }));
        var realised = Realised(shifted, bin => bin.TruePositive);
        Assert.InRange(realised, estimate.Interval!.Value.Low, estimate.Interval.Value.High);
        Assert.Equal(20_000, estimate.Count);
        Assert.Equal(realised, estimator.Backtest(shifted)!.Value.Realised, 1e-12);
    }

    private void CheckCoverage(int runs, double shift)
    {
        var random = new Random(20250101);
        int accuracy = 0, f1 = 0, auc = 0;
        for (var run = 0; run < runs; run++)
        {
            var estimator = new ScoreEstimator(IsotonicCalibrator.Fit(Bins(random, Baseline, 0, Truth)));
            var bins = Bins(random, Chunk, shift, Truth);
            var estimate = estimator.Estimate(bins);
            accuracy += Simulation.Holds(estimate.Accuracy, Realised(bins, bin => bin.TruePositive + bin.TrueNegative));
            f1 += Simulation.Holds(estimate.F1, RealisedF1(bins));
            auc += Simulation.Holds(estimate.RocAuc, RealisedAuc(bins));
        }

        output.WriteLine($"shift {shift}, {runs} runs: bands hold accuracy {accuracy}, F1 {f1}, AUC {auc} times");
        Assert.All([accuracy, f1, auc], held => Assert.InRange(held, 0.88 * runs, runs));
    }

    private static double Realised(IReadOnlyCollection<BinOutcomes> bins, Func<BinOutcomes, long> right) =>
        (double)bins.Sum(right) / bins.Sum(bin => bin.Labelled);

    private static double RealisedF1(List<BinOutcomes> bins) =>
        2.0 * bins.Sum(bin => bin.TruePositive) / bins.Sum(bin => bin.PredictedPositive + bin.LabelledPositive);

    private static double RealisedAuc(List<BinOutcomes> bins)
    {
        double below = 0, area = 0;
        foreach (var bin in bins.OrderBy(bin => bin.Score))
        {
            area += bin.LabelledPositive * (below + (bin.LabelledNegative / 2.0));
            below += bin.LabelledNegative;
        }

        return area / below / bins.Sum(bin => bin.LabelledPositive);
    }

    private static List<BinOutcomes> Bins(Random random, int count, double shift, Func<double, double> truth) =>
        ScoreBins.Of(Enumerable.Range(0, count).Select(_ =>
        {
            var x = shift + Simulation.Normal(random);
            return (Score(x), Score(x) >= 0.5, (bool?)(random.NextDouble() < truth(x)));
        }).ToList());

    /// <summary>A model that is right less often than its confidence says.</summary>
    private static List<BinOutcomes> Confidences(Random random, int count, double shift) =>
    [
        .. Enumerable.Range(0, count)
            .Select(_ => Math.Clamp(0.75 + shift + (0.12 * Simulation.Normal(random)), 0.3, 0.99))
            .Select(confidence => (Bin: ScoreBins.BinOf(confidence), Right: random.NextDouble() < confidence * confidence))
            .GroupBy(row => row.Bin)
            .Select(bin => BinOutcomes.OfConfidence(
                ScoreBins.Sigmoid((bin.Key + 0.5) / 32), bin.Count(row => row.Right), bin.Count(row => !row.Right), 0)),
    ];
}
