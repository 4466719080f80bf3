using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace Dashboard.Tests.Endpoints;

public sealed class ModelEndpointTests(QueryHost host) : IClassFixture<QueryHost>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_hold_every_model_once()
    {
        await host.SendAsync(Enumerable.Range(0, 5).Select(i => (object)new { model = $"page/{i}", prediction = "a", ground_truth = i < 4 ? "a" : "b" }));

        var first = await host.GetAsync("models?limit=2&after=page");
        var second = await host.GetAsync($"models?limit=2&after={Uri.EscapeDataString(first.GetProperty("next").GetString()!)}");
        var all = await host.GetAsync("models?after=page/2&limit=200&window=10m");

        Assert.Equal(["page/0", "page/1"], Names(first));
        Assert.Equal(["page/2", "page/3"], Names(second));
        Assert.Contains("page/4", Names(all));
        Assert.Equal(JsonValueKind.Null, all.GetProperty("next").ValueKind);
        var last = all.GetProperty("models").EnumerateArray().Single(row => row.GetProperty("name").GetString() == "page/4");
        Assert.Equal((1, 0), (last.GetProperty("predictions").GetInt32(), last.GetProperty("quality").GetProperty("value").GetDouble()));
        Assert.Equal("accuracy", last.GetProperty("metric").GetString());
    }

    [Fact]
    public async Task A_model_shows_versions_labels_segments_and_what_was_folded()
    {
        var start = host.Clock.GetUtcNow().AddMinutes(-20);
        await host.SendAsync(Enumerable.Range(0, 120).Select(i => (object)new
        {
            id = $"{i}", model = "shape/1", version = i < 90 ? "2.0" : "2.1", timestamp = start.AddSeconds(i), prediction = i % 2 == 0 ? "no" : "yes",
            segments = new { country = $"c{i}", device = i % 2 == 0 ? "phone" : "desk" },
        }));

        var model = await host.GetAsync("models/shape%2F1");

        var versions = model.GetProperty("versions").EnumerateArray().ToList();
        Assert.Equal(["2.0", "2.1"], versions.Select(version => version.GetProperty("version").GetString()));
        Assert.Equal([0.75, 0.25], versions.Select(version => version.GetProperty("traffic_share").GetDouble()));
        Assert.InRange(versions[0].GetProperty("first_seen").GetDateTimeOffset(), start.AddSeconds(-10), start);
        Assert.Equal(start.AddSeconds(119), versions[1].GetProperty("last_prediction").GetDateTimeOffset());
        Assert.Equal(["no", "yes"], model.GetProperty("labels").EnumerateArray().Select(label => label.GetString()));
        Assert.Equal(("yes", "order"), (model.GetProperty("positive").GetProperty("label").GetString(), model.GetProperty("positive").GetProperty("source").GetString()));
        var segments = model.GetProperty("segments").EnumerateArray().ToDictionary(d => d.GetProperty("dimension").GetString()!, d => d.GetProperty("values").GetArrayLength());
        Assert.Equal((101, 2), (segments["country"], segments["device"]));
        Assert.Equal(20, model.GetProperty("limits").GetProperty("folded_segment_values").GetInt64());
        Assert.Equal(0, model.GetProperty("ground_truth").GetProperty("coverage").GetProperty("value").GetDouble());
    }

    [Fact]
    public async Task An_answer_that_still_holds_is_not_sent_again()
    {
        host.Clock.Stop();
        await host.SendAsync([new { model = "tagged", prediction = "a" }]);
        const string path = "/api/v1/models/tagged/metrics?window=1h";
        using var first = await host.Events.Http.GetAsync(path, Cancel);
        var tag = first.Headers.ETag!;

        using var same = await AskAsync(path, tag.ToString());
        using var otherQuestion = await AskAsync(path + "&metrics=accuracy", tag.ToString());
        using var refused = await AskAsync(path + "&step=1", tag.ToString());
        await host.SendAsync([new { model = "tagged", prediction = "b" }]);
        using var changed = await AskAsync(path, tag.ToString());
        var second = changed.Headers.ETag!;
        host.Clock.Advance(TimeSpan.FromSeconds(10));
        using var moved = await AskAsync(path, second.ToString());
        host.Clock.Run();

        Assert.True(tag.IsWeak);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Equal(tag, same.Headers.ETag);
        Assert.Equal(HttpStatusCode.OK, otherQuestion.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Null(refused.Headers.ETag);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal(HttpStatusCode.OK, moved.StatusCode);
        Assert.Equal(3, new[] { tag, second, moved.Headers.ETag! }.Distinct().Count());
    }

    [Theory]
    [InlineData("models?limit=0", "limit", "query_invalid", 400)]
    [InlineData("models?limit=-1", "limit", "query_invalid", 400)]
    [InlineData("models?window=1h&from=-2h", "window", "query_invalid", 400)]
    [InlineData("models/nobody", "model", "model_unknown", 404)]
    [InlineData("models/known/metrics?metrics=accuracy,acuracy", "metrics", "metric_unknown", 400)]
    [InlineData("models/known/metrics?limit=1", "limit", "query_unknown", 400)]
    [InlineData("models/known/metrics?window=1s", "window", "query_invalid", 400)]
    [InlineData("models/known/metrics?from=-1h&to=-2h", "from", "range_invalid", 400)]
    [InlineData("models/known/metrics?from=-401d", "from", "range_invalid", 400)]
    [InlineData("models?from=9999-12-31T23:59:59Z&to=9999-12-31T23:59:59.9Z", "from", "query_invalid", 400)]
    [InlineData("models/known?from=9999-12-31T23:59:59Z&to=9999-12-31T23:59:59.9Z", "from", "query_invalid", 400)]
    [InlineData("models/known/metrics?from=9999-12-31T23:59:59Z&to=9999-12-31T23:59:59.9Z", "from", "query_invalid", 400)]
    [InlineData("models/known/series?from=9999-12-31T23:59:59Z&to=9999-12-31T23:59:59.9Z", "from", "query_invalid", 400)]
    [InlineData("models/known/features?from=9999-12-31T23:59:59Z&to=9999-12-31T23:59:59.9Z", "from", "query_invalid", 400)]
    [InlineData("models/known/metrics?to=9999-12-31T23:59:59Z", "to", "query_invalid", 400)]
    [InlineData("models/known/metrics?version=9", "version", "version_unknown", 404)]
    [InlineData("models/known/metrics?segment=country", "segment", "query_invalid", 400)]
    [InlineData("models/known/metrics?segment=country:FR", "segment", "segment_unknown", 404)]
    [InlineData("models/known/metrics?positive=z", "positive", "label_unknown", 404)]
    [InlineData("models/known/metrics?beta=0", "beta", "query_invalid", 400)]
    [InlineData("models/known/metrics?tau=1,5", "tau", "query_invalid", 400)]
    [InlineData("models/known/metrics?exact=maybe", "exact", "query_invalid", 400)]
    [InlineData("models/known/metrics?exact=true&as_of=-1m", "exact", "query_invalid", 400)]
    [InlineData("models/known/metrics?as_of=2999-01-01T00:00:00Z", "as_of", "query_invalid", 400)]
    [InlineData("models/known/confusion-matrix?normalise=rows", "normalise", "query_invalid", 400)]
    [InlineData("models/numbers/confusion-matrix", "model", "kind_unfit", 400)]
    [InlineData("models/known/compare?a=version:1", "b", "query_invalid", 400)]
    [InlineData("models/known/compare?a=version:1&b=version:1", "b", "query_invalid", 400)]
    [InlineData("models/known/compare?a=version:1&b=segment:country:DE", "b", "query_invalid", 400)]
    [InlineData("models/known/compare?a=segment:country:DE&b=segment:device:phone", "b", "query_invalid", 400)]
    [InlineData("models/known/compare?a=version:1&b=version:9", "b", "version_unknown", 404)]
    [InlineData("models/known/compare?a=model:1&b=version:1", "a", "query_invalid", 400)]
    [InlineData("models/known/shadow", "shadow", "query_invalid", 400)]
    [InlineData("models/known/shadow?shadow=known", "shadow", "query_invalid", 400)]
    [InlineData("models/known/shadow?shadow=nobody", "shadow", "model_unknown", 404)]
    [InlineData("models/nobody/shadow?shadow=known", "model", "model_unknown", 404)]
    [InlineData("models/known/shadow?shadow=other&shadow_version=9", "shadow_version", "version_unknown", 404)]
    [InlineData("models/known/shadow?shadow=numbers", "shadow", "kinds_differ", 422)]
    [InlineData("models/known/segments", "dimension", "query_invalid", 400)]
    [InlineData("models/known/segments?dimension=city", "dimension", "dimension_unknown", 404)]
    [InlineData("metrics?all=1", "all", "query_unknown", 400)]
    public async Task A_query_that_is_not_understood_is_refused_by_name(string path, string parameter, string code, int status)
    {
        await host.SendAsync([
            new { id = "k", model = "known", prediction = "a", segments = new { country = "DE", device = "phone" } },
            new { id = "n", model = "numbers", prediction = 1.5 },
            new { id = "k", model = "other", prediction = "a" },
        ]);

        var problem = await host.GetAsync(path, (HttpStatusCode)status);

        Assert.Equal((parameter, code), (problem.GetProperty("parameter").GetString(), problem.GetProperty("code").GetString()));
    }

    [Theory]
    [InlineData("compare?a=version:1&b=version:2&delta=-1", "above 0")]
    [InlineData("compare?a=version:1&b=version:2&delta=1e999", "above 0")]
    [InlineData("metrics?threshold=half", "a finite number")]
    [InlineData("metrics?beta=-1", "from 0.001 to 1000")]
    public async Task A_number_out_of_its_bounds_is_refused_with_the_rule_in_plain_words(string path, string rule)
    {
        await host.SendAsync([new { id = "1", model = "ruled", version = "1", prediction = "a" }, new { id = "2", model = "ruled", version = "2", prediction = "a" }]);

        var detail = (await host.GetAsync("models/ruled/" + path, HttpStatusCode.BadRequest)).GetProperty("detail").GetString()!;

        Assert.Contains(rule, detail, StringComparison.Ordinal);
        Assert.DoesNotContain("E+", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2500-12-31T23:59:59Z", "2500-12-31T23:59:59.9Z")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:01Z")]
    public async Task A_range_far_from_now_is_empty(string from, string to)
    {
        await host.SendAsync([new { model = "early", prediction = "a", latency_ms = 2 }]);

        foreach (var path in new[] { "", "/metrics", "/series", "/features", "/curves", "/confusion-matrix" })
        {
            await host.GetAsync($"models/early{path}?from={from}&to={to}");
        }

        var metrics = await host.GetAsync($"models/early/metrics?metrics=latency_mean&from={from}&to={to}");
        Assert.Equal(0, metrics.GetProperty("metrics")[0].GetProperty("n").GetInt64());
    }

    [Fact]
    public async Task Every_query_is_described_with_its_parameters()
    {
        var description = await host.Events.Http.GetFromJsonAsync<JsonElement>("/openapi/v1.json", Cancel);

        var queries = description.GetProperty("paths").EnumerateObject()
            .Where(path => path.Value.TryGetProperty("get", out var get) && get.TryGetProperty("tags", out var tags) && tags[0].GetString() == "Queries")
            .ToDictionary(path => path.Name, path => path.Value.GetProperty("get"));
        Assert.Equal(
            ["/api/v1/metrics", "/api/v1/models", "/api/v1/models/{model}", "/api/v1/models/{model}/compare", "/api/v1/models/{model}/confusion-matrix", "/api/v1/models/{model}/count-windows", "/api/v1/models/{model}/curves", "/api/v1/models/{model}/features", "/api/v1/models/{model}/metrics", "/api/v1/models/{model}/segments", "/api/v1/models/{model}/series", "/api/v1/models/{model}/shadow"],
            queries.Keys.Order(StringComparer.Ordinal));
        Assert.All(queries.Values, query =>
        {
            Assert.NotEmpty(query.GetProperty("description").GetString()!);
            Assert.True(query.GetProperty("responses").GetProperty("200").GetProperty("content").TryGetProperty("application/json", out _));
            Assert.All(query.GetProperty("parameters").EnumerateArray(), parameter => Assert.NotEmpty(parameter.GetProperty("description").GetString()!));
        });
        Assert.Contains("as_of", queries["/api/v1/models/{model}/metrics"].GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString()));
        var schemas = description.GetProperty("components").GetProperty("schemas");
        Assert.Contains("share (0 to 1)", schemas.GetProperty("MetricRow").GetProperty("properties").GetProperty("unit").GetProperty("description").GetString(), StringComparison.Ordinal);
    }

    private static IEnumerable<string?> Names(JsonElement page) => page.GetProperty("models").EnumerateArray().Select(model => model.GetProperty("name").GetString());

    private async Task<HttpResponseMessage> AskAsync(string path, string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        return await host.Events.Http.SendAsync(request, Cancel);
    }
}
