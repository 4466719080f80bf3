using System.Text.Json;
using Dashboard.Tests.Endpoints;

namespace Dashboard.Tests.Scenarios;

/// <summary>What was believed then is told over HTTP as it was believed, whatever came since.</summary>
public sealed class AsOfScenarios
{
    [Fact]
    public async Task Labels_that_came_later_are_not_in_the_answer_for_an_earlier_instant()
    {
        await using var host = new QueryHost();
        await host.InitializeAsync();
        var start = host.Clock.GetUtcNow();
        await host.SendAsync(Enumerable.Range(0, 100).Select(i => (object)new { id = $"{i}", model = "late", prediction = "a", score = i / 100.0 }));
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        await host.SendAsync(Enumerable.Range(0, 50).Select(i => (object)new { type = "ground_truth", id = $"{i}", model = "late", ground_truth = "a" }));
        host.Clock.Advance(TimeSpan.FromHours(3));
        var then = start.AddMinutes(90);
        await host.SendAsync(Enumerable.Range(50, 50).Select(i => (object)new { type = "ground_truth", id = $"{i}", model = "late", ground_truth = "b" }));

        var now = await host.GetAsync("models/late/metrics?window=4h&metrics=accuracy");
        var past = await host.GetAsync($"models/late/metrics?window=4h&metrics=accuracy,throughput&as_of={QueryHost.Iso(then)}");
        var tooEarly = await host.GetAsync($"models/late/metrics?window=4h&metrics=accuracy&as_of={QueryHost.Iso(start.AddMinutes(-5))}");
        var matrix = await host.GetAsync($"models/late/confusion-matrix?window=4h&as_of={QueryHost.Iso(then)}");
        var curves = await host.GetAsync($"models/late/curves?window=4h&as_of={QueryHost.Iso(then)}");
        var series = await host.GetAsync($"models/late/series?window=4h&as_of={QueryHost.Iso(then)}");

        Assert.Equal((0.5, 100), Accuracy(now));
        Assert.Equal((1.0, 50), Accuracy(past));
        Assert.Equal(0.5, past.GetProperty("labels").GetProperty("coverage").GetProperty("value").GetDouble());
        Assert.InRange(past.GetProperty("window").GetProperty("known_at").GetDateTimeOffset(), start.AddMinutes(11), then);
        Assert.Equal(JsonValueKind.Null, now.GetProperty("window").GetProperty("known_at").ValueKind);
        Assert.Equal((null, 0), Accuracy(tooEarly));
        Assert.Equal("[[50]]", matrix.GetProperty("counts").ToString());
        Assert.Contains("came since", curves.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Contains(
            series.GetProperty("points").EnumerateArray(), point => point.GetProperty("labelled").GetInt64() == 50 && point.GetProperty("coverage").GetDouble() == 0.5);
        Assert.DoesNotContain(series.GetProperty("points").EnumerateArray(), point => point.GetProperty("labelled").GetInt64() > 50);
    }

    [Fact]
    public async Task What_one_version_cannot_tell_of_an_instant_is_not_told_of_the_others_alone()
    {
        await using var host = new QueryHost();
        await host.InitializeAsync();
        var start = host.Clock.GetUtcNow();
        object Prediction(string id, string version, string truth, double score, double latency) =>
            new { id, model = "two", version, prediction = "a", score, latency_ms = latency, ground_truth = truth, timestamp = QueryHost.Iso(start) };
        await host.SendAsync(Enumerable.Range(0, 60).Select(i => Prediction($"1-{i}", "1", "b", 0.9, 100)));
        await host.SendAsync(Enumerable.Range(0, 40).Select(i => Prediction($"2-{i}", "2", "a", 0.1 + (i / 100.0), 1)));
        host.Clock.Advance(TimeSpan.FromHours(1));
        var then = QueryHost.Iso(host.Clock.GetUtcNow());
        var before = await host.GetAsync($"models/two/metrics?window=4h&metrics=latency_mean,accuracy,roc_auc&as_of={then}");
        host.Clock.Advance(TimeSpan.FromHours(1));
        await host.SendAsync([Prediction("1-late", "1", "b", 0.9, 100)]);

        var after = await host.GetAsync($"models/two/metrics?window=4h&metrics=latency_mean,accuracy,roc_auc&as_of={then}");

        Assert.Equal(60.4, Value(before, "latency_mean"), 9);
        Assert.Equal((0.4, 100), Accuracy(after));
        Assert.All(new[] { "latency_mean", "roc_auc" }, name => Assert.Equal(JsonValueKind.Null, Row(after, name).GetProperty("value").ValueKind));
    }

    [Fact]
    public async Task An_instant_since_which_nothing_came_is_told_to_the_second()
    {
        await using var host = new QueryHost();
        await host.InitializeAsync();
        var old = QueryHost.Iso(host.Clock.GetUtcNow().AddHours(-9));
        await host.SendAsync(Enumerable.Range(0, 30).Select(i => (object)new { id = $"{i}", model = "loaded", prediction = "a", ground_truth = "a", timestamp = old }));
        host.Clock.Advance(TimeSpan.FromSeconds(90));
        var then = host.Clock.GetUtcNow();

        var answer = await host.GetAsync($"models/loaded/metrics?window=24h&metrics=accuracy&as_of={QueryHost.Iso(then)}");

        Assert.Equal((1.0, 30), Accuracy(answer));
        Assert.Equal(then, answer.GetProperty("window").GetProperty("known_at").GetDateTimeOffset(), TimeSpan.FromMilliseconds(1));
    }

    private static JsonElement Row(JsonElement answer, string name) =>
        answer.GetProperty("metrics").EnumerateArray().Single(metric => metric.GetProperty("name").GetString() == name);

    private static double Value(JsonElement answer, string name) => Row(answer, name).GetProperty("value").GetDouble();

    private static (double? Value, long Count) Accuracy(JsonElement answer)
    {
        var row = Row(answer, "accuracy");
        var value = row.GetProperty("value");
        return (value.ValueKind == JsonValueKind.Null ? null : value.GetDouble(), row.GetProperty("n").GetInt64());
    }
}
