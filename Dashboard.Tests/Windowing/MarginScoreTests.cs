using Dashboard.Core.Estimation;
using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;
using Dashboard.Tests.Estimation;
using Xunit;
using ScoreBins = Dashboard.Core.Windowing.ScoreBins;

namespace Dashboard.Tests.Windowing;

/// <summary>A model that scores with margins: N(1, 1) for positives, N(-1, 1) for negatives, positive said above 0.</summary>
public class MarginScoreTests
{
    private const int Count = 1_000;

    /// <summary>Isotonic regression on its own baseline keeps the counts of every block; only a block across 0 moves the figure.</summary>
    private const double Close = 0.005;

    private readonly List<(double Margin, int Said, int Truth)> _rows = Draw(new Random(7));

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    [InlineData(null)]
    public void Margins_and_their_probabilities_estimate_the_accuracy_that_is(int? positive)
    {
        var exact = (double)_rows.Count(row => row.Said == row.Truth) / Count;

        Assert.InRange(Estimate(ScoreOf, positive), exact - Close, exact + Close);
        Assert.InRange(Estimate(margin => 1 / (1 + Math.Exp(-2 * ScoreOf(margin))), positive), exact - Close, exact + Close);

        double ScoreOf(double margin) => positive switch { 1 => margin, 0 => -margin, _ => Math.Abs(margin) };
    }

    [Fact]
    public void Scores_of_bins_rise_from_the_lowest_margin_to_the_highest()
    {
        var bins = ScoreBins.Of(Cube(margin => margin), 1);

        Assert.True(bins[0].Score < -2 && bins[^1].Score > 2);
        Assert.Equal(bins.Select(bin => bin.Score).Distinct().Order(), bins.Select(bin => bin.Score));
    }

    private double Estimate(Func<double, double> score, int? positive)
    {
        var cube = Cube(score);
        return new ScoreEstimator(IsotonicCalibrator.Fit(ScoreBins.Of(cube, positive))).Quality(cube, positive).Value!.Value;
    }

    private ScoreCube Cube(Func<double, double> score)
    {
        var cube = new ScoreCube();
        foreach (var (margin, said, truth) in _rows)
        {
            cube.Add(score(margin), said, truth, 1);
        }

        return cube;
    }

    private static List<(double Margin, int Said, int Truth)> Draw(Random random) =>
    [
        .. Enumerable.Range(0, Count).Select(i =>
        {
            var truth = i & 1;
            var margin = Simulation.Normal(random) + ((2 * truth) - 1);
            return (margin, margin > 0 ? 1 : 0, truth);
        }),
    ];
}
