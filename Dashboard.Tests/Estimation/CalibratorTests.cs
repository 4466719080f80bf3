using CsCheck;
using Dashboard.Core.Estimation;

namespace Dashboard.Tests.Estimation;

public class CalibratorTests
{
    private static readonly Gen<(int Bin, int Positive, int Negative)> Counts =
        Gen.Select(Gen.Int[0, 40], Gen.Int[0, 30], Gen.Int[0, 30]);

    [Fact]
    public void Rates_rise_with_the_score_and_keep_every_label()
    {
        Counts.List[1, 60].Sample(rows =>
        {
            var bins = Bins(rows);
            var calibrator = IsotonicCalibrator.Fit(bins);
            var blocks = calibrator.Blocks;
            var expected = bins.Where(bin => bin.Labelled > 0).Sum(bin => bin.Labelled * blocks[calibrator.BlockOf(bin.Score)].Rate);

            return blocks.Zip(blocks.Skip(1)).All(pair => pair.First.Rate < pair.Second.Rate && pair.First.Highest < pair.Second.Highest)
                && blocks.Sum(block => block.Count) == bins.Sum(bin => bin.Labelled)
                && blocks.Sum(block => block.Positive) == bins.Sum(bin => bin.LabelledPositive)
                && Math.Abs(expected - bins.Sum(bin => bin.LabelledPositive)) < 1e-9;
        });
    }

    [Fact]
    public void No_rising_steps_lie_closer_to_the_labels()
    {
        Gen.Select(Counts.List[2, 30], Gen.Double[0, 1].List[31], Gen.Double[0.001, 1]).Sample((rows, steps, towards) =>
        {
            var bins = Bins(rows).Where(bin => bin.Labelled > 0).OrderBy(bin => bin.Score).ToList();
            var calibrator = IsotonicCalibrator.Fit(bins);
            var fitted = bins.ConvertAll(bin => calibrator.Blocks[calibrator.BlockOf(bin.Score)].Rate);
            var other = fitted.Zip(steps.Order()).Select(pair => ((1 - towards) * pair.First) + (towards * pair.Second)).ToList(); // Rises too.

            return Squares(bins, fitted) <= Squares(bins, other) + 1e-9;
        });
    }

    [Theory]
    [InlineData(140, 159, "needs 300 labelled predictions in the baseline, has 299")]
    [InlineData(29, 400, "needs 30 of each class in the baseline, has 29 of one")]
    [InlineData(400, 29, "needs 30 of each class in the baseline, has 29 of one")]
    [InlineData(30, 270, null)]
    public void A_small_baseline_refuses_with_a_reason(long positive, long negative, string? reason)
    {
        BinOutcomes[] bins = [new(0.2, 0, 0, 0, negative, 0, 7), new(0.8, positive, 0, 0, 0, 3)];
        var calibrator = IsotonicCalibrator.Fit(bins);
        var accuracy = new ScoreEstimator(calibrator).Estimate(bins).Accuracy;

        Assert.Equal(reason, calibrator.Refusal);
        Assert.Equal(reason, accuracy.Undefined);
        Assert.Equal(reason, new ScoreEstimator(calibrator).EstimateAccuracy(bins).Undefined);
        Assert.Equal(positive + negative + 10, accuracy.Count);
        Assert.Equal(reason is null, accuracy.Value is not null);
    }

    [Fact]
    public void Metrics_without_a_denominator_are_undefined_one_by_one()
    {
        var estimator = new ScoreEstimator(IsotonicCalibrator.Fit([new(0.2, 0, 0, 50, 150), new(0.8, 150, 50, 0, 0)]));

        var silent = estimator.Estimate([new(0.2, 0, 0, 0, 0, 0, 100)]);
        Assert.Equal(0.75, silent.Accuracy.Value!.Value, 1e-12);
        Assert.Equal("no positive predictions", silent.Precision.Undefined);
        Assert.Equal(0, silent.Recall.Value);
        Assert.Equal("no predictions in this range", estimator.Estimate([]).F1.Undefined);
        Assert.Null(estimator.Backtest([new(0.2, 0, 0, 0, 0, 0, 100)]));
    }

    private static List<BinOutcomes> Bins(IEnumerable<(int Bin, int Positive, int Negative)> rows) =>
        [.. rows.DistinctBy(row => row.Bin).Select(row => new BinOutcomes(row.Bin / 40.0, row.Positive, row.Negative, 0, 0, 1))];

    /// <summary>Sum over labels of (label - rate)^2, but for what does not depend on the rates.</summary>
    private static double Squares(List<BinOutcomes> bins, List<double> rates) => bins.Zip(rates)
        .Sum(pair => pair.First.Labelled * Math.Pow(((double)pair.First.LabelledPositive / pair.First.Labelled) - pair.Second, 2));
}
