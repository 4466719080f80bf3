using Dashboard.Core.Metrics;
using Xunit;

namespace Dashboard.Tests.Reference;

public class RegressionGoldenTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("regression")]
    [InlineData("regression_edge")]
    [InlineData("regression_offset")]
    public void Figures_agree_with_scikit_learn_however_the_rows_are_split(string set)
    {
        var golden = new Golden(set);
        var rows = golden.Rows().ConvertAll(r => (Truth: Golden.Number(r["y_true"]), Predicted: Golden.Number(r["y_pred"])));
        foreach (var shards in (ReadOnlySpan<int>)[1, 7, 100])
        {
            Check(golden, Sum(rows, shards));
        }

        output.WriteLine($"{set}: {golden.Checked} values");
    }

    [Fact]
    public void R2_of_a_constant_truth_or_a_single_row_is_undefined()
    {
        foreach (var item in new Golden("regression_degenerate").Cases)
        {
            var truths = item.GetProperty("y").EnumerateArray().Select(v => v.GetDouble());
            var rows = truths.Zip(item.GetProperty("f").EnumerateArray().Select(v => v.GetDouble())).ToList();
            var figure = RegressionMetrics.R2(Sum(rows, 1));
            Assert.Null(figure.Value);
            Assert.NotEmpty(figure.Undefined!);
        }
    }

    private static void Check(Golden golden, RegressionSums sums)
    {
        golden.Check("mae", RegressionMetrics.MeanAbsoluteError(sums).Value);
        golden.Check("rmse", RegressionMetrics.RootMeanSquaredError(sums).Value);
        golden.Check("mse", sums.SquaredError.Mean);
        golden.Check("r2", RegressionMetrics.R2(sums).Value);
        golden.Check("bias_mean_error", RegressionMetrics.Bias(sums).Value);
        golden.Check("wape", RegressionMetrics.Wape(sums).Value);
        var interval = RegressionMetrics.MeanAbsoluteError(sums).Interval!.Value;
        golden.Check("mae_se", (interval.High - interval.Low) / 2 / Proportion.Z95);
        Assert.Equal(golden["welford_y"].GetProperty("n").GetInt64(), sums.Truth.Count);
    }

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
