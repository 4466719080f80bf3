using System.Net;
using System.Text.Json;

namespace Dashboard.Tests.Endpoints;

/// <summary>Answers are about the window asked for, and where there is no figure the reason is true.</summary>
public sealed class WindowReasonTests(QueryHost host) : IClassFixture<QueryHost>
{
    [Theory]
    [InlineData("from=2010-01-01T00:00:00Z&to=2010-02-01T00:00:00Z", "2010-01-01T00:00:00Z", "2010-02-01T00:00:00Z", "nothing is kept of this time")]
    [InlineData("from=2499-01-01T00:00:00Z&to=2499-02-01T00:00:00Z", "2499-01-01T00:00:00Z", "2499-02-01T00:00:00Z", "this time lies in the future")]
    [InlineData("window=1h&as_of=2010-01-01T00:00:00Z", "2009-12-31T23:00:00Z", "2010-01-01T00:00:00Z", "nothing is kept of this time")]
    [InlineData("from=2020-01-02T00:00:00Z&to=2020-01-03T00:00:00Z&as_of=2020-01-01T12:00:00Z", "2020-01-02T00:00:00Z", "2020-01-03T00:00:00Z", "no full minute of this range had passed at the instant asked for")]
    public async Task A_window_of_which_nothing_can_be_told_is_answered_as_it_was_asked(string range, string from, string to, string reason)
    {
        foreach (var model in new[] { "kept", "kept-numbers" })
        {
            await host.SendAsync([model == "kept"
                ? new { id = "1", model, prediction = "a", ground_truth = "a", score = 0.5, latency_ms = 2, segments = new { country = "DE" } }
                : new { id = "1", model, prediction = 1.5, ground_truth = 2.5, latency_ms = 2, segments = new { country = "DE" } }]);
            foreach (var path in new[] { "/metrics?", "/series?", "/features?", "/curves?", "/segments?dimension=country&" })
            {
                var window = (await host.GetAsync($"models/{model}{path}{range}")).GetProperty("window");
                Assert.Equal((Instant(from), Instant(to), reason), (window.GetProperty("from").GetDateTimeOffset(), window.GetProperty("to").GetDateTimeOffset(), Reason(window)));
            }

            var answer = await host.GetAsync($"models/{model}/metrics?{range}");
            Assert.All(answer.GetProperty("metrics").EnumerateArray(), row => AssertNone(row, reason));
            Assert.All(["coverage", "expected_coverage", "delay_p50_seconds", "wrong_is_later"], name => AssertNone(answer.GetProperty("labels").GetProperty(name), reason));
            Assert.All(["observed", "corrected", "estimated"], name => AssertNone(answer.GetProperty("quality").GetProperty(name), reason));
            Assert.Empty((await host.GetAsync($"models/{model}/series?{range}")).GetProperty("points").EnumerateArray());
        }

        AssertNone((await host.GetAsync("models/kept/confusion-matrix?" + range)).GetProperty("accuracy"), reason);
        Assert.Equal(reason, Reason(await host.GetAsync("models/kept/curves?" + range)));
    }

    [Fact]
    public async Task A_window_with_data_has_no_such_reason_and_a_part_that_is_kept_is_told()
    {
        await host.SendAsync([new { id = "1", model = "partly", prediction = "a" }]);

        var window = (await host.GetAsync("models/partly/metrics?window=400d")).GetProperty("window");
        var listed = (await host.GetAsync("models?from=2010-01-01T00:00:00Z&to=2010-01-02T00:00:00Z&limit=200")).GetProperty("models").EnumerateArray().First(row => row.GetProperty("name").GetString() == "partly");
        var export = await host.GetAsync("export/metrics.csv?model=partly&from=2010-01-01T00:00:00Z&to=2010-01-02T00:00:00Z", HttpStatusCode.BadRequest);

        Assert.Null(Reason(window));
        Assert.Equal((Instant("2010-01-01T00:00:00Z"), Instant("2010-01-02T00:00:00Z")), (listed.GetProperty("from").GetDateTimeOffset(), listed.GetProperty("to").GetDateTimeOffset()));
        AssertNone(listed.GetProperty("quality"), "nothing is kept of this time");
        Assert.Equal(("from", "range_not_kept"), (export.GetProperty("parameter").GetString(), export.GetProperty("code").GetString()));
    }

    [Theory]
    [InlineData("reasons", false)]
    [InlineData("reasons-numbers", true)]
    public async Task What_came_since_an_instant_is_why_figures_of_it_are_not_told(string model, bool isRegression)
    {
        var start = host.Clock.GetUtcNow();
        var quality = isRegression ? "mae" : "accuracy";
        object Outcome(int i) => isRegression ? i + 0.5 : i % 2 == 0 ? "a" : "b";
        object Prediction(int i) => new { id = $"{i}", model, prediction = Outcome(i), score = isRegression ? (double?)null : i % 10 / 10.0, latency_ms = 5, timestamp = QueryHost.Iso(start.AddMinutes(-30)) };
        object Truth(int i) => new { type = "ground_truth", id = $"{i}", model, ground_truth = Outcome(i / 3) };
        await host.SendAsync(Enumerable.Range(0, 50).Select(Prediction));
        host.Clock.Advance(TimeSpan.FromHours(2.5));
        await host.SendAsync(Enumerable.Range(0, 40).Select(Truth));
        host.Clock.Advance(TimeSpan.FromHours(7));
        await host.SendAsync(Enumerable.Range(50, 10).Select(Prediction));

        var before = await AskAsync(-15);
        var unlabelled = await AskAsync(60);
        var labelled = await AskAsync(270);

        AssertNone(Row(before, "latency_mean"), "predictions of this range came since, and their latencies are not told apart");
        Assert.All(["error_rate", "coverage", "label_delay_p50"], name => AssertNone(Row(before, name), "no predictions of this range had arrived by the instant told"));
        AssertNone(before.GetProperty("labels").GetProperty("expected_coverage"), "no predictions of this range had arrived by the instant told");
        Assert.All([Row(before, quality), Row(unlabelled, quality), unlabelled.GetProperty("quality").GetProperty("observed")], figure => AssertNone(figure, "no labels of this range had arrived by the instant told"));
        Assert.Equal((50, 50), (unlabelled.GetProperty("predictions").GetInt32(), labelled.GetProperty("predictions").GetInt32()));
        Assert.Equal(40, Row(labelled, quality).GetProperty("n").GetInt32());
        Assert.Equal(JsonValueKind.Number, Row(labelled, quality).GetProperty("value").ValueKind);
        Assert.Equal("predictions of this range came since, and their latencies are not told apart", Reason(Row(labelled, "latency_p95")));
        Assert.Equal("predictions of this range came since, and their latencies are not told apart", Reason(Row(labelled, "slow_share")));
        Assert.Equal(JsonValueKind.Null, Row(labelled, "slow_share").GetProperty("remark").ValueKind);
        Assert.Equal("not told for a past instant", Reason(Row(labelled, "time_availability")));
        Assert.Equal("predictions or labels of this range came since, and label delays are not told apart", Reason(Row(labelled, "label_delay_p50")));
        Assert.Equal("predictions or labels of this range came since, and label delays are not told apart", Reason(labelled.GetProperty("labels").GetProperty("delay_p95_seconds")));
        if (!isRegression)
        {
            Assert.Equal("predictions or labels of this range came since, and scores are not told apart", Reason(Row(labelled, "roc_auc")));
        }

        Task<JsonElement> AskAsync(int minutes) => host.GetAsync($"models/{model}/metrics?from={QueryHost.Iso(start.AddHours(-2))}&to={QueryHost.Iso(start.AddMinutes(-20))}&as_of={QueryHost.Iso(start.AddMinutes(minutes))}");
    }

    [Fact]
    public async Task No_reason_of_a_regression_speaks_of_scores_or_classes()
    {
        await host.SendAsync(Enumerable.Range(0, 20).Select(i => (object)new { id = $"{i}", model = "young-numbers", prediction = i + 0.5 }));

        var answer = await host.GetAsync("models/young-numbers/metrics");

        Assert.Equal(JsonValueKind.Null, answer.GetProperty("quality").GetProperty("estimated").GetProperty("value").ValueKind);
        Assert.All(Reasons(answer), reason => Assert.DoesNotMatch("score|label is chosen|class", reason));
    }

    private static IEnumerable<string> Reasons(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(property => property.Name == "reason" && property.Value.GetString() is { } reason ? [reason] : Reasons(property.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Reasons),
        _ => [],
    };

    private static void AssertNone(JsonElement figure, string reason)
    {
        Assert.Equal(reason, Reason(figure));
        Assert.Equal((JsonValueKind.Null, 0), (figure.GetProperty("value").ValueKind, figure.GetProperty("n").GetInt32()));
    }

    private static JsonElement Row(JsonElement answer, string metric) =>
        answer.GetProperty("metrics").EnumerateArray().Single(row => row.GetProperty("name").GetString() == metric);

    private static string? Reason(JsonElement json) => json.GetProperty("reason").GetString();

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
