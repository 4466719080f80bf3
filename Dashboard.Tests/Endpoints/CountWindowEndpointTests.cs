using System.Net;
using System.Text.Json;
using Xunit;

namespace Dashboard.Tests.Endpoints;

public sealed class CountWindowEndpointTests(QueryHost host) : IClassFixture<QueryHost>
{
    [Fact]
    public async Task The_last_labels_are_told_with_their_delay_and_the_coverage_of_their_time()
    {
        var at = host.Clock.GetUtcNow().AddMinutes(-30);
        await host.SendAsync(Enumerable.Range(0, 200).Select(i => (object)new
        {
            id = $"{i}", model = "counted", version = i < 100 ? "1" : "2", timestamp = at.AddSeconds(i), prediction = "a", latency_ms = 8, segments = new { part = "x" },
        }));
        await host.SendAsync(Enumerable.Range(0, 120).Select(i => (object)new { type = "ground_truth", id = $"{i}", model = "counted", ground_truth = i % 4 == 0 ? "b" : "a" }));

        var answer = await host.GetAsync("models/counted/count-windows");

        Assert.Equal(("counted", "accuracy", "classification"), (Text(answer, "model"), Text(answer, "metric"), Text(answer, "kind")));
        Assert.Equal([50, 100, 1_000], answer.GetProperty("windows").EnumerateArray().Select(window => window.GetProperty("size").GetInt32()));
        var hundred = answer.GetProperty("windows")[1];
        Assert.Equal((0.75, 100), (hundred.GetProperty("quality").GetProperty("value").GetDouble(), hundred.GetProperty("quality").GetProperty("n").GetInt32()));
        Assert.Equal(2, hundred.GetProperty("quality").GetProperty("interval").GetArrayLength());
        Assert.InRange(hundred.GetProperty("delay_p50_seconds").GetProperty("value").GetDouble(), 1_600, 1_800);
        var labels = hundred.GetProperty("span").GetProperty("labels");
        Assert.InRange(labels.GetProperty("coverage").GetProperty("value").GetDouble(), 0.9, 1); // Whole buckets, so a few neighbours.
        Assert.Equal(2, hundred.GetProperty("span").GetProperty("bounds").GetArrayLength());
        Assert.Equal((100, 8.0), (answer.GetProperty("latency")[0].GetProperty("size").GetInt32(), answer.GetProperty("latency")[0].GetProperty("mean_ms").GetProperty("value").GetDouble()));

        var second = await host.GetAsync("models/counted/count-windows?version=2");
        Assert.Equal("published from 100 labelled predictions on", second.GetProperty("windows")[0].GetProperty("quality").GetProperty("reason").GetString());
        Assert.Equal(20, second.GetProperty("windows")[0].GetProperty("delay_p50_seconds").GetProperty("n").GetInt32());
        var part = await host.GetAsync("models/counted/count-windows?segment=part:x");
        Assert.Equal(("part:x", 2), (Text(part, "segment"), part.GetProperty("windows").GetArrayLength()));
    }

    [Fact]
    public async Task Wrong_questions_are_refused()
    {
        await host.SendAsync([new { model = "uncounted", prediction = 1.5 }]);

        var answer = await host.GetAsync("models/uncounted/count-windows");
        Assert.Equal(("mae", JsonValueKind.Null), (Text(answer, "metric"), answer.GetProperty("windows")[0].GetProperty("span").ValueKind));
        Assert.Equal("model_unknown", Text(await host.GetAsync("models/nobody/count-windows", HttpStatusCode.NotFound), "code"));
        Assert.Equal("version_unknown", Text(await host.GetAsync("models/uncounted/count-windows?version=9", HttpStatusCode.NotFound), "code"));
        Assert.Equal("query_unknown", Text(await host.GetAsync("models/uncounted/count-windows?window=1h", HttpStatusCode.BadRequest), "code"));
    }

    private static string? Text(JsonElement item, string name) => item.GetProperty(name).GetString();
}
