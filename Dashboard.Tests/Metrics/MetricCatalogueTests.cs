using System.Text.RegularExpressions;
using Dashboard.Core.Metrics;
using Dashboard.Core.Metrics.Catalogue;
using Dashboard.Core.Predictions;
using Xunit;

namespace Dashboard.Tests.Metrics;

public partial class MetricCatalogueTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, (double Truth, double Predicted)[]> Rows = new()
    {
        ["empty"] = [],
        ["one row"] = [(1, 2)],
        ["perfect"] = [(0, 0), (1, 1), (2, 2), (1, 1)],
        ["all wrong"] = [(0, 1), (1, 0), (2, 1), (1, 2)],
        ["constant"] = [(1, 1), (1, 1), (1, 1)],
        ["constant and wrong"] = [(1, 0), (1, 0), (1, 0)],
        ["largest numbers"] = [(double.MaxValue, double.MinValue), (double.MaxValue, 0), (1, double.MinValue)],
        ["largest that are summed"] = [(1e72, -1e72), (-1e72, 1e72), (1e-71, 1e72), (0, 1e72), (5, 4)],
        ["smallest numbers"] = [(double.Epsilon, 0), (0, double.Epsilon), (1e-310, 1e-300), (1e-100, 1)],
        ["zeros"] = [(0, 0), (0, -0.0), (0, 1)],
        ["far from zero"] = [(1e17, 0), (0, 1e17), (1e15, 1e15 + 1), (1e9, 1e9 + 1)],
    };

    public static TheoryData<string> Inputs => [.. Rows.Keys];

    [Fact]
    public void Every_entry_is_complete_and_its_name_fits_wires_and_files()
    {
        Assert.Equal(MetricCatalogue.All.Count, MetricCatalogue.All.Select(m => m.Name).Distinct().Count());
        Assert.Equal(MetricCatalogue.All.Count, MetricCatalogue.All.Select(m => m.Title).Distinct().Count());
        Assert.All(MetricCatalogue.All, metric =>
        {
            Assert.Matches(WireName(), metric.Name);
            Assert.All([metric.Title, metric.Formula, metric.Source, metric.Undefined, metric.IntervalMethod], Assert.NotEmpty);
            Assert.Same(metric, MetricCatalogue.Find(metric.Name));
            Assert.True(metric.AppliesTo(OutcomeKind.Text) || metric.AppliesTo(OutcomeKind.Number));
        });
        Assert.Null(MetricCatalogue.Find("Accuracy"));
        output.WriteLine($"{MetricCatalogue.All.Count} metrics: {string.Join(", ", MetricCatalogue.All)}");
    }

    [Fact]
    public void A_model_has_the_metrics_of_its_kind()
    {
        var (text, number) = (MetricCatalogue.For(OutcomeKind.Text), MetricCatalogue.For(OutcomeKind.Number));
        Assert.Equal(text, MetricCatalogue.For(OutcomeKind.Boolean));
        Assert.Equal(MetricCatalogue.For(OutcomeKind.Undecided), text.Intersect(number));
        Assert.Contains(MetricCatalogue.Find("accuracy")!, text);
        Assert.Contains(MetricCatalogue.Find("mae")!, number);
        Assert.DoesNotContain(MetricCatalogue.Find("mae")!, text);
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Every_metric_gives_a_finite_figure_or_a_reason(string name)
    {
        var figures = 0;
        foreach (var input in InputsOf(Rows[name]))
        {
            foreach (var metric in MetricCatalogue.All)
            {
                AssertSound($"{metric.Name} of {name}", metric.Compute(input));
                Assert.NotEqual("", metric.Remark(input));
                figures++;
            }
        }

        output.WriteLine($"{figures} figures");
    }

    [Fact]
    public void Every_metric_has_a_value_with_ordinary_rows()
    {
        var random = new Random(5);
        var rows = Enumerable.Range(0, 400).Select(_ => (Truth: (double)random.Next(1, 4), Predicted: (double)random.Next(1, 4))).ToArray();
        foreach (var metric in MetricCatalogue.All.Where(metric => metric.IsLive))
        {
            int? positive = metric.Name == "confidence_ece" ? null : 1; // For models of more than two labels.
            var figure = metric.Compute(Input(rows, isRegression: metric.Family == MetricFamily.Regression, positive));
            Assert.True(figure.Value is not null, $"{metric.Name}: {figure.Undefined}");
            Assert.Equal(metric.IntervalMethod.StartsWith("none", StringComparison.Ordinal), figure.Interval is null);
            Assert.NotEqual(Quantity.Missing, NumberText.Of(metric.Unit, figure.Value));
        }
    }

    [Fact]
    public void Remarks_say_what_was_left_out()
    {
        var input = Input([(0, 1), (1, 1), (2, 1)], isRegression: false, positive: null);
        Assert.Equal("2 classes undefined, counted as 0", MetricCatalogue.Find("precision_macro")!.Remark(input));
        Assert.Null(MetricCatalogue.Find("recall_macro")!.Remark(input));

        var zeros = Input([(0, 1), (1, 1)], isRegression: true, positive: null);
        Assert.Equal("1 ground truth of 0 left out", MetricCatalogue.Find("mape")!.Remark(zeros));
        Assert.Equal("3 silent minutes left out", MetricCatalogue.Find("time_availability")!.Remark(zeros));
    }

    private static IEnumerable<MetricInput> InputsOf((double Truth, double Predicted)[] rows) =>
    [
        Input(rows, isRegression: true, positive: null),
        Input(rows, isRegression: false, positive: null),
        Input(rows, isRegression: false, positive: 1),
        Input(rows, isRegression: false, positive: 17),
        ExactRows.Regression([.. rows.Select(r => r.Predicted)], [.. rows.Select(r => r.Truth)], MetricParameters.Default),
    ];

    private static MetricInput Input((double Truth, double Predicted)[] rows, bool isRegression, int? positive)
    {
        var tally = new Tally();
        foreach (var (truth, predicted) in rows)
        {
            var micros = (long)Math.Min(Math.Abs(truth), 1e15) * 100;
            tally.AddPrediction(failed: predicted == 2, answered: true, micros, Tally.LatencyBucket(micros));
            var score = BinnedScore.Of(predicted == 1 ? 0.7 : 0.2);
            if (!isRegression)
            {
                tally.AddScore(Outcome(predicted, isRegression), score);
            }

            tally.AddLabel(Outcome(predicted, isRegression), Outcome(truth, isRegression), score, isRegression, 1);
            tally.AddDelay(micros, Tally.DelayBucket(micros));
        }

        return new MetricInput(tally, new MetricParameters { PositiveLabel = positive, ZeroDivision = positive == 1 ? ZeroDivision.LeaveOut : ZeroDivision.Zero })
        {
            Length = TimeSpan.FromMinutes(1),
            Minutes = new ServiceMinutes(rows.Length, 1, 3),
            RegressionBlocks = [.. rows.Chunk(Math.Max(1, rows.Length / 10)).Select(Block)],
        };
    }

    private static PairMoments Block((double Truth, double Predicted)[] rows)
    {
        var sums = new RegressionSums();
        Array.ForEach(rows, r => sums.Add(r.Predicted, r.Truth));
        return sums.Moments;
    }

    private static Outcome Outcome(double value, bool isRegression) => isRegression
        ? Core.Predictions.Outcome.FromValue(value)
        : Core.Predictions.Outcome.FromLabelCode((int)(Math.Abs(value) % 50));

    private static void AssertSound(string what, Figure figure)
    {
        Assert.True(figure.Value is null == figure.Undefined is { Length: > 0 }, $"{what}: neither value nor reason, or both");
        Assert.True(figure.Count >= 0, what);
        Assert.True(double.IsFinite(figure.Value ?? 0), $"{what}: {figure.Value}");
        if (figure.Interval is { } interval)
        {
            var slack = 1e-12 * Math.Abs(figure.Value!.Value);
            Assert.True(double.IsFinite(interval.Low) && double.IsFinite(interval.High), $"{what}: {interval}");
            Assert.True(interval.Low <= figure.Value + slack && figure.Value - slack <= interval.High, $"{what}: {figure.Value} outside of {interval}");
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
    private static partial Regex WireName();
}
