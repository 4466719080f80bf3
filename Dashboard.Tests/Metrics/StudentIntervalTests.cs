using Dashboard.Core.Metrics;
using Xunit;

namespace Dashboard.Tests.Metrics;

public class StudentIntervalTests(ITestOutputHelper output)
{
    private const int Rows = 10;
    private const int Samples = 20_000;

    /// <summary>Of normal errors with standard deviation 1: bias 0, mean |e|.</summary>
    private static readonly double MeanMagnitude = Math.Sqrt(2 / Math.PI);

    /// <summary>R: qt(0.975, freedom).</summary>
    [Theory]
    [InlineData(1, 12.7062047361747)]
    [InlineData(9, 2.26215716279820)]
    [InlineData(30, 2.04227245630124)]
    [InlineData(31, 2.03951344639641)]
    [InlineData(100, 1.98397151852356)]
    [InlineData(1_000, 1.96233908082641)]
    [InlineData(1_000_000_000, 1.95996398454005)]
    public void The_point_is_that_of_students_distribution(long freedom, double expected) =>
        Assert.Equal(expected, StudentInterval.Point(freedom), 2e-6);

    [Fact]
    public void Intervals_of_ten_pairs_hold_the_true_mean_as_often_as_they_say()
    {
        var random = new Random(12);
        var (biases, errors) = (0, 0);
        for (var sample = 0; sample < Samples; sample++)
        {
            var sums = new RegressionSums();
            for (var row = 0; row < Rows; row++)
            {
                var truth = Normal(random) * 20;
                sums.Add(truth + Normal(random), truth);
            }

            biases += Holds(RegressionMetrics.Bias(sums), 0) ? 1 : 0;
            errors += Holds(RegressionMetrics.MeanAbsoluteError(sums), MeanMagnitude) ? 1 : 0;
        }

        output.WriteLine($"n = {Rows}: bias held by {(double)biases / Samples:P1}, mean absolute error by {(double)errors / Samples:P1}");
        Assert.InRange((double)biases / Samples, 0.945, 0.955);
        Assert.InRange((double)errors / Samples, 0.92, 0.955); // Magnitudes are skewed. With sd by n and 1.96 both miss: 0.90.
    }

    [Fact]
    public void Losses_of_scores_have_the_interval_of_the_sample_variance()
    {
        double[] losses = [0.1, 0.4, 0.2, 0.9];
        var expected = Moments.Of(losses).ToMeanLossFigure("");
        var sum = new LossSum(losses.Sum(), losses.Sum(loss => loss * loss)).ToMeanFigure(losses.Length, "");
        var reach = 3.18244630528371 * Math.Sqrt(losses.Sum(loss => Math.Pow(loss - 0.4, 2)) / 3 / 4); // qt(0.975, 3)
        Assert.Equal(0.4 + reach, sum.Interval!.Value.High, 1e-12);
        Assert.Equal(expected.Interval!.Value.High, sum.Interval.Value.High, 1e-12);
        Assert.Equal(0, sum.Interval.Value.Low); // 0.4 - 0.57: no loss is below 0.
        Assert.Equal(0, expected.Interval.Value.Low);
    }

    private static bool Holds(Figure figure, double truth) => figure.Interval!.Value.Low <= truth && truth <= figure.Interval.Value.High;

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
