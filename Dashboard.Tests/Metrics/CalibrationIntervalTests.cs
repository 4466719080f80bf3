using Dashboard.Core.Metrics;
using Xunit;

namespace Dashboard.Tests.Metrics;

public class CalibrationIntervalTests(ITestOutputHelper output)
{
    private const int Samples = 2_000;

    public static TheoryData<string, int, int> Cases => new()
    {
        { "right", 30, 0 },
        { "right", 300, 0 },
        { "right", 3_000, 0 },
        { "right, one score", 300, 0 },
        { "overconfident", 30, 0 },
        { "overconfident", 300, 0 },
        { "overconfident", 3_000, 1_900 },
        { "always 0.1 too high", 300, 1_500 },
        { "always 0.1 too high", 3_000, Samples },
        { "a bin of ten wrong", 300, 0 },
    };

    /// <param name="sees">In how many samples the interval is to be above 0 at least.</param>
    [Theory]
    [MemberData(nameof(Cases))]
    public void The_interval_holds_the_true_error_however_right_the_scores_are(string what, int rows, int sees)
    {
        var random = new Random(7);
        var (held, aboveZero, measured, trueErrors) = (0, 0, 0.0, 0.0);
        for (var sample = 0; sample < Samples; sample++)
        {
            double[] scores = [.. Enumerable.Range(0, rows).Select(_ => what == "right, one score" ? 0.3 : random.NextDouble())];
            var chances = Array.ConvertAll(scores, score => ChanceAt(score, what));
            var figure = ExactBinary.Compute(scores, Array.ConvertAll(chances, chance => random.NextDouble() < chance)).ExpectedError;
            var error = scores.Zip(chances).GroupBy(row => Math.Min((int)(row.First * 10), 9)).Sum(bin => Math.Abs(bin.Sum(row => row.Second - row.First))) / rows;
            var (low, high) = figure.Interval!.Value;
            Assert.True(low <= figure.Value && figure.Value <= high);
            held += low <= error + 1e-12 && error <= high ? 1 : 0;
            aboveZero += low > 0 ? 1 : 0;
            (measured, trueErrors) = (measured + figure.Value.Value, trueErrors + error);
        }

        output.WriteLine($"{what}, n = {rows}: true {trueErrors / Samples:F4}, measured {measured / Samples:F4}, held by {(double)held / Samples:P1}, above 0 in {(double)aboveZero / Samples:P1}");
        Assert.InRange((double)held / Samples, 0.945, 1);
        Assert.InRange(aboveZero, sees, trueErrors < 1e-9 ? 0.035 * Samples : Samples);
    }

    [Fact]
    public void Bins_of_equal_mass_and_confidences_have_it_too()
    {
        var cube = new ScoreCube();
        for (var row = 0; row < 1_000; row++)
        {
            cube.Add((row % 100) / 100.0, row % 2, (row * 7) % 100 < row % 100 ? 1 : 0, 1);
        }

        foreach (var figure in new[] { CalibrationMetrics.EqualMassError(cube.ReadBinary(1)), CalibrationMetrics.ExpectedError(cube.ReadConfidence()) })
        {
            Assert.True(figure.Interval is { } interval && interval.Low <= figure.Value && figure.Value < interval.High && interval.High - interval.Low < 0.1);
        }
    }

    private static double ChanceAt(double score, string what) => what switch
    {
        "overconfident" => 0.5 + ((score - 0.5) * 0.8),
        "always 0.1 too high" => Math.Max(0, score - 0.1),
        "a bin of ten wrong" => score is >= 0.8 and < 0.9 ? 0.5 : score,
        _ => score,
    };
}
