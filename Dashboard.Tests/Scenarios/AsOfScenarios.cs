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
        Assert.Contains(series.GetProperty("points").EnumerateArray(), point => point.GetProperty("labelled").GetInt64() == 50);
        Assert.DoesNotContain(series.GetProperty("points").EnumerateArray(), point => point.GetProperty("labelled").GetInt64() > 50);
    }

    private static (double? Value, long Count) Accuracy(JsonElement answer)
    {
        var row = answer.GetProperty("metrics").EnumerateArray().Single(metric => metric.GetProperty("name").GetString() == "accuracy");
        var value = row.GetProperty("value");
        return (value.ValueKind == JsonValueKind.Null ? null : value.GetDouble(), row.GetProperty("n").GetInt64());
    }
}
