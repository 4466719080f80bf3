using Dashboard.Core.Metrics;
using Dashboard.Core.Metrics.Catalogue;
using Xunit;

namespace Dashboard.Tests.Reference;

public class RegressionGoldenTests(ITestOutputHelper output)
{
    private const double Exact = 1e-12;

    /// <summary>From 60 digits: scikit-learn takes the difference of two logarithms and keeps 7 digits of this one.</summary>
    private const double OffsetRmsle = 4.96806650773078961617e-10;

    /// <summary>From 60 digits; numpy's means of one double leave the golden values of the offset set, as it notes, only 1e-6.</summary>
    private const double OffsetM2 = 2074.17995732998239;

    private const double OffsetSpread = 1e-6;

    private static readonly (string, string) Compatibility = ("mape_sklearn", "divides by 2.2e-16 instead of 0; the product leaves zero ground truths out");

    private static readonly (string Metric, string Golden)[] Figures =
    [
        ("mae", "mae"), ("mse", "mse"), ("rmse", "rmse"), ("r2", "r2"), ("explained_variance", "explained_variance"),
        ("max_error", "max_error"), ("bias", "bias_mean_error"), ("mape", "mape_nonzero"), ("wape", "wape"), ("smape", "smape"),
    ];

    [Theory]
    [InlineData("regression")]
    [InlineData("regression_edge")]
    [InlineData("regression_offset")]
    public void Figures_agree_with_scikit_learn_however_the_rows_are_split(string set)
    {
        var golden = new Golden(set);
        var rows = Rows(golden);
        foreach (var shards in (ReadOnlySpan<int>)[1, 7, 100])
        {
            var sums = Sum(rows, shards);
            Check(golden, parameters => new MetricInput(new Tally(), parameters) { Regression = sums }, null);
            CheckMedian(golden, sums);
            golden.Check("mae_se", StandardErrorByN(RegressionMetrics.MeanAbsoluteError(sums)));
            golden.Check("chan_merge_7_shards_M2", sums.Moments.Truth.SquaredDeviations, OffsetSpread);
            CheckTruth(golden, sums.Moments.Truth);
        }

        golden.CheckNothingForgotten(output, Compatibility, ("median_ae", "needs the rows: the test of exact figures compares it"));
    }

    [Theory]
    [InlineData("regression")]
    [InlineData("regression_edge")]
    [InlineData("regression_offset")]
    public void Figures_from_rows_agree_to_12_digits(string set)
    {
        var golden = new Golden(set);
        var rows = Rows(golden);
        double[] predicted = [.. rows.Select(r => r.Predicted)], truth = [.. rows.Select(r => r.Truth)];
        Check(golden, parameters => ExactRows.Regression(predicted, truth, parameters), Exact);
        golden.Check("median_ae", Compute(ExactRows.Regression(predicted, truth, MetricParameters.Default), "median_ae"), Exact);
        CheckTruth(golden, PairMoments.Of(predicted, truth).Truth);

        golden.CheckNothingForgotten(
            output, Compatibility, ("median_ae_lower", "of the sketch"), ("mae_se", "of the sketch's test"), ("chan_merge_7_shards_M2", "nothing is merged"));
    }

    [Fact]
    public void Far_from_zero_running_sums_keep_the_digits_that_one_double_loses()
    {
        var sums = Sum(Rows(new Golden("regression_offset")), 7);
        Assert.Equal(1, sums.Moments.Truth.SquaredDeviations / OffsetM2, Exact);
        Assert.Equal(1, RegressionMetrics.Rmsle(sums).Value!.Value / OffsetRmsle, Exact);
    }

    [Fact]
    public void R2_of_a_constant_truth_or_a_single_row_is_undefined()
    {
        var cases = new Golden("regression_degenerate").Cases.ToList();
        foreach (var item in cases)
        {
            var truths = item.GetProperty("y").EnumerateArray().Select(v => v.GetDouble());
            var sums = Sum([.. truths.Zip(item.GetProperty("f").EnumerateArray().Select(v => v.GetDouble()))], 1);
            foreach (var figure in new[] { RegressionMetrics.R2(sums), RegressionMetrics.ExplainedVariance(sums) })
            {
                Assert.Null(figure.Value);
                Assert.NotEmpty(figure.Undefined!);
            }
        }

        output.WriteLine($"{cases.Count} degenerate tables; r2_sklearn skipped: the product leaves it undefined");
    }

    /// <summary>Standard errors of the 20 and 5 block jackknife of regression.csv, from its definition with fsum.</summary>
    [Theory]
    [InlineData("r2", 20, 0.00880875560725692, 2.093024054408263)]
    [InlineData("r2", 5, 0.007263960362354321, 2.7764451051977987)]
    [InlineData("explained_variance", 20, 0.008854888204722041, 2.093024054408263)]
    [InlineData("explained_variance", 5, 0.007643804684678804, 2.7764451051977987)]
    public void Intervals_of_explained_shares_are_those_of_the_jackknife(string metric, int blocks, double standardError, double t)
    {
        var rows = Rows(new Golden("regression"));
        var size = rows.Count / blocks;
        var input = new MetricInput(new Tally(), MetricParameters.Default)
        {
            Regression = Sum(rows, 1),
            RegressionBlocks = [.. Enumerable.Range(0, blocks).Select(b => Sum(rows.GetRange(b * size, size), 1).Moments)],
        };
        Assert.Equal(standardError * t, HalfWidth(Compute(input, metric)), 1e-9);
    }

    private static void Check(Golden golden, Func<MetricParameters, MetricInput> inputOf, double? relative)
    {
        var input = inputOf(MetricParameters.Default);
        foreach (var (metric, name) in Figures)
        {
            golden.Check(name, Compute(input, metric), relative);
        }

        golden.Check("pinball_0.1", Compute(inputOf(new MetricParameters { Tau = 0.1 }), "pinball"), relative);
        golden.Check("pinball_0.9", Compute(inputOf(new MetricParameters { Tau = 0.9 }), "pinball"), relative);
        golden.Check("mape_excluded_zero_targets", RegressionMetrics.ZeroTruths(input.Regression));
        golden.Check("rmsle", Compute(input, "rmsle"), 2e-7);
    }

    /// <summary>The sketch is as fine as the span of errors lets it be: 0.542 % up to 16 powers of two, as its own bound says beyond.</summary>
    private static void CheckMedian(Golden golden, RegressionSums sums) => golden.Check(
        "median_ae_lower", RegressionMetrics.MedianAbsoluteError(sums, sums.Errors),
        Math.Max(golden.Case("median_ae_lower").GetProperty("rel_tol").GetDouble(), sums.Errors.RelativeError * 1.0001));

    private static void CheckTruth(Golden golden, Moments truth)
    {
        var expected = golden["welford_y"];
        Assert.Equal(expected.GetProperty("n").GetInt64(), truth.Count);
        Assert.Equal(1, truth.Mean / expected.GetProperty("mean").GetDouble(), 1e-9);
        Assert.Equal(1, truth.SquaredDeviations / expected.GetProperty("M2").GetDouble(), OffsetSpread);
        golden.MarkSeen("welford_y");
    }

    private static Figure Compute(MetricInput input, string name) => MetricCatalogue.Find(name)!.Compute(input);

    /// <summary>The golden standard errors divide by n, those of the product by n - 1.</summary>
    private static double StandardErrorByN(Figure figure)
    {
        var point = StudentInterval.Point(figure.Count - 1);
        return (figure.Interval!.Value.High - figure.Value!.Value) / point * Math.Sqrt((figure.Count - 1.0) / figure.Count);
    }

    private static double HalfWidth(Figure figure) => (figure.Interval!.Value.High - figure.Interval.Value.Low) / 2;

    private static List<(double Truth, double Predicted)> Rows(Golden golden) =>
        golden.Rows().ConvertAll(r => (Truth: Golden.Number(r["y_true"]), Predicted: Golden.Number(r["y_pred"])));

    private static RegressionSums Sum(List<(double Truth, double Predicted)> rows, int shards)
    {
        var whole = new RegressionSums();
        for (var shard = 0; shard < shards; shard++)
        {
            var part = new RegressionSums();
            for (var i = shard; i < rows.Count; i += shards)
            {
                part.Add(rows[i].Predicted, rows[i].Truth);
            }

            whole.Merge(part);
        }

        return whole;
    }
}
