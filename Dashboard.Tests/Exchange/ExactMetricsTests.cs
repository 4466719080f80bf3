using Dashboard.Core.Exchange;
using Dashboard.Core.Metrics;
using Dashboard.Core.Metrics.Catalogue;
using Dashboard.Core.Predictions;
using Xunit;

namespace Dashboard.Tests.Exchange;

/// <summary>What rows can tell is recomputed from them, and what they cannot tell says why.</summary>
public sealed class ExactMetricsTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly EventLog _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Latencies_have_numpys_percentiles_and_the_share_above_the_limit_itself()
    {
        double[] latencies = [8.125, 3, 12.5, 500, 500.25, 700, 0, 41];
        foreach (var (i, latency) in latencies.Index())
        {
            _log.Predict($"{i}", time: Noon, latencyMs: latency);
        }

        _log.Predict("without", time: Noon);
        _log.Predict("failed", null, time: Noon, latencyMs: 900, error: "timeout");

        var exact = await ComputeAsync(null);

        Assert.Equal(9, ValueOf(exact, "latency_p50").Count);
        Assert.Equal(41, ValueOf(exact, "latency_p50").Value);
        Assert.Equal(700 + (0.2 * (900 - 700)), ValueOf(exact, "latency_p90").Value!.Value, 1e-9); // Position 7.2 of 0 to 8.
        Assert.Equal((latencies.Sum() + 900) / 9, ValueOf(exact, "latency_mean").Value!.Value, 1e-9);
        Assert.Equal(3 / 9.0, ValueOf(exact, "slow_share").Value); // 500 ms is not above 500 ms.
    }

    [Fact]
    public async Task Every_metric_of_two_labels_is_recomputed_with_its_interval_or_says_why_not()
    {
        AddScored(["no", "yes"]);
        var exact = await ComputeAsync("yes");

        var reasons = new Dictionary<string, string>();
        foreach (var metric in MetricCatalogue.For(OutcomeKind.Text).Where(metric => metric.IsLive))
        {
            var figure = exact.Of(metric);
            if (figure.Undefined is { } reason)
            {
                reasons.Add(metric.Name, reason);
            }
            else
            {
                Assert.True(metric.IntervalMethod.StartsWith("none", StringComparison.Ordinal) == figure.Interval is null, metric.Name);
            }
        }

        Assert.Equal(["confidence_ece", "label_delay_p50", "label_delay_p95", "time_availability"], reasons.Keys.Order());
        Assert.All(reasons.Where(reason => reason.Key != "confidence_ece"), reason => Assert.StartsWith("not recomputed: ", reason.Value, StringComparison.Ordinal));
        Assert.Equal("for scores of more than two labels", reasons["confidence_ece"]);
    }

    [Fact]
    public async Task Calibration_of_equal_groups_is_that_of_the_sorted_scores()
    {
        var rows = AddScored(["no", "yes"]);
        var sorted = rows.OrderBy(row => row.Score).ToArray();
        var expected = sorted.Chunk(sorted.Length / 10).Sum(group => Math.Abs(group.Sum(row => (row.Truth == "yes" ? 1 : 0) - row.Score))) / sorted.Length;

        Assert.Equal(expected, ValueOf(await ComputeAsync("yes"), "ece_equal_mass").Value!.Value, 1e-12);
    }

    [Fact]
    public async Task The_confidence_of_three_labels_is_judged_by_whether_the_answer_was_right()
    {
        var rows = AddScored(["a", "b", "c"]);
        var expected = ExactBinary.Compute([.. rows.Select(row => row.Score)], [.. rows.Select(row => row.Said == row.Truth)]).ExpectedError;

        var exact = await ComputeAsync(null);

        Assert.Equal(expected, ValueOf(exact, "confidence_ece"));
        Assert.Equal("no scores of every class, and no label of two to read a score for", ValueOf(exact, "ece").Undefined);
    }

    /// <summary>200 labelled predictions with different scores.</summary>
    private List<(double Score, string Said, string Truth)> AddScored(string[] labels)
    {
        var random = new Random(3);
        var rows = new List<(double Score, string Said, string Truth)>();
        for (var i = 0; i < 200; i++)
        {
            var row = (Score: random.NextDouble(), Said: labels[random.Next(labels.Length)], Truth: labels[random.Next(labels.Length)]);
            rows.Add(row);
            _log.Predict($"{i}", row.Said, time: Noon.AddSeconds(i), score: row.Score, latencyMs: 5 + i, error: i % 20 == 0 ? "slow" : null);
            _log.Truth($"{i}", row.Truth, time: Noon.AddSeconds(i));
        }

        return rows;
    }

    private Task<ExactMetrics> ComputeAsync(string? positive) => ExactMetrics.ComputeAsync(
        _log, _log.Catalog.GetOrAdd("m")!, new EventSelection { Model = "m", From = Noon.AddHours(-1), To = Noon.AddHours(1) }, _log.Catalog.FieldNames,
        new ExportOptions(), MetricParameters.Default, positive, scored: positive, TestContext.Current.CancellationToken);

    private static Figure ValueOf(ExactMetrics exact, string metric) => exact.Of(MetricCatalogue.Find(metric)!);
}
