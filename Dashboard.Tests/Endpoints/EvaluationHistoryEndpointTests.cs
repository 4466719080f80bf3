using System.Net;
using System.Text;
using System.Text.Json;

namespace Dashboard.Tests.Endpoints;

/// <summary>What was evaluated, asked for over a real socket.</summary>
public sealed class EvaluationHistoryEndpointTests : IAsyncLifetime
{
    private const string Small = "prediction,ground_truth\na,a\nb,a\n";

    private readonly EventHost _host = new();

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_history_has_trend_degradation_baseline_and_comparison()
    {
        var ids = new List<string>();
        foreach (var right in new[] { 95, 94, 80 })
        {
            var rows = string.Concat(Enumerable.Range(0, 100).Select(i => i < right ? "1,1\n" : "0,1\n"));
            ids.Add(EvaluationRequests.IdOf(await _host.EvaluateAsync("m", "prediction,ground_truth\n" + rows)));
        }

        var verdict = (await GetAsync("/api/v1/evaluations/degradation?model=m")).GetProperty("verdict");
        Assert.True(verdict.GetProperty("is_degraded").GetBoolean());
        Assert.Equal(0.945 - 0.8, verdict.GetProperty("drop").GetDouble(), 1e-12);
        var trend = await GetAsync("/api/v1/evaluations/trend?model=m&days=7");
        Assert.Equal(("accuracy", 3), (trend.GetProperty("metric").GetString(), trend.GetProperty("points").GetArrayLength()));
        Assert.Equal("the evaluations lie within an hour", trend.GetProperty("slope_per_day").GetProperty("reason").GetString());

        using var baseline = new StringContent($$"""{"evaluation":"{{ids[0]}}"}""", Encoding.UTF8, "application/json");
        Assert.Equal(HttpStatusCode.NoContent, (await _host.SendAsync(HttpMethod.Put, "/api/v1/models/m/baseline", baseline)).Status);
        var difference = (await GetAsync($"/api/v1/evaluations/compare?second={ids[2]}")).GetProperty("metrics").EnumerateArray()
            .Single(metric => metric.GetProperty("name").GetString() == "accuracy");
        Assert.Equal("worse", difference.GetProperty("verdict").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await _host.SendAsync(HttpMethod.Delete, $"/api/v1/evaluations/{ids[0]}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.SendAsync(HttpMethod.Delete, $"/api/v1/evaluations/{ids[0]}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.SendAsync(HttpMethod.Get, $"/api/v1/evaluations/compare?second={ids[2]}")).Status);
    }

    [Fact]
    public async Task Pages_hold_every_evaluation_once_newest_first()
    {
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add(EvaluationRequests.IdOf(await _host.EvaluateAsync("m", Small)));
        }

        var (seen, next) = (new List<string?>(), "");
        do
        {
            var page = await GetAsync($"/api/v1/evaluations?model=m&limit=2{next}");
            seen.AddRange(page.GetProperty("evaluations").EnumerateArray().Select(row => row.GetProperty("id").GetString()));
            Assert.Equal(5, page.GetProperty("total").GetInt32());
            next = page.GetProperty("next").GetString() is { } last ? "&after=" + last : null;
        }
        while (next is not null);

        Assert.Equal(ids.OrderDescending(StringComparer.Ordinal), seen);
        Assert.Equal(HttpStatusCode.BadRequest, (await _host.SendAsync(HttpMethod.Get, "/api/v1/evaluations?limit=201")).Status);
    }

    [Fact]
    public async Task Figures_and_curves_have_the_form_of_the_query_api()
    {
        const string rows = "prediction,ground_truth,score,segment_country\n1,1,0.9,DE\n0,0,0.2,FR\n1,0,0.6,DE\n0,1,0.3,FR\n";
        var answer = await _host.EvaluateAsync("m", rows);

        Assert.Equal((2, JsonValueKind.Null), (answer.GetProperty("head").GetProperty("format").GetInt32(), answer.GetProperty("head").GetProperty("format_remark").ValueKind));
        var accuracy = answer.GetProperty("head").GetProperty("metrics").EnumerateArray().Single(metric => metric.GetProperty("name").GetString() == "accuracy");
        Assert.Equal(["name", "title", "value", "reason", "n", "interval", "unit", "better", "remark"], accuracy.EnumerateObject().Select(property => property.Name));
        Assert.Equal((0.5, 4, 2), (accuracy.GetProperty("value").GetDouble(), accuracy.GetProperty("n").GetInt32(), accuracy.GetProperty("interval").GetArrayLength()));
        Assert.Equal(["value", "reason", "n", "interval"], answer.GetProperty("classes")[0].GetProperty("recall").EnumerateObject().Select(property => property.Name));
        Assert.Equal(["false_positive_rate", "true_positive_rate", "threshold"], answer.GetProperty("curves").GetProperty("roc")[0].EnumerateObject().Select(property => property.Name));
        Assert.Equal(["dimension", "value", "rows", "metrics"], answer.GetProperty("segments")[0].EnumerateObject().Select(property => property.Name));
        var listed = (await GetAsync("/api/v1/evaluations")).GetProperty("evaluations")[0];
        Assert.Equal(answer.GetProperty("head").GetRawText(), listed.GetRawText());
    }

    [Theory]
    [InlineData("GET", "evaluations/zz", "id", "query_invalid", 400, "a UUID")]
    [InlineData("DELETE", "evaluations/zz", "id", "query_invalid", 400, "a UUID")]
    [InlineData("GET", "evaluations/00000000-0000-0000-0000-000000000000", "id", "evaluation_unknown", 404, "no such evaluation")]
    [InlineData("GET", "evaluations/compare", "second", "query_invalid", 400, "Is required")]
    [InlineData("GET", "evaluations/compare?second=zz", "second", "query_invalid", 400, "a UUID")]
    [InlineData("GET", "evaluations/compare?second={0}", "first", "baseline_unknown", 404, "PUT /api/v1/models/{model}/baseline")]
    [InlineData("GET", "evaluations/compare?second={0}&first=00000000-0000-0000-0000-000000000000", "first", "evaluation_unknown", 404, "no such evaluation")]
    [InlineData("PUT", "models/m/baseline", "evaluation", "query_invalid", 400, "a UUID")]
    public async Task What_is_at_fault_is_named_with_the_rule(string method, string path, string parameter, string code, int status, string rule)
    {
        var id = EvaluationRequests.IdOf(await _host.EvaluateAsync("m", Small));
        using var body = method == "PUT" ? new StringContent("""{"evaluation":"zz"}""", Encoding.UTF8, "application/json") : null;

        var (found, problem) = await _host.SendAsync(HttpMethod.Parse(method), "/api/v1/" + path.Replace("{0}", id, StringComparison.Ordinal), body);

        Assert.Equal((status, parameter, code), ((int)found, problem.GetProperty("parameter").GetString(), problem.GetProperty("code").GetString()));
        Assert.Contains(rule, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PUT", "models/m/baseline", 400, "request_invalid", "the body is not JSON")]
    [InlineData("PUT", "models/m/nothing", 404, "not_found", "no such path")]
    [InlineData("PUT", "evaluations/trend", 405, "method_not_allowed", "use ")]
    public async Task What_no_endpoint_takes_is_refused_in_words(string method, string path, int status, string code, string detail)
    {
        using var body = new StringContent("{", Encoding.UTF8, "application/json");

        var (found, problem) = await _host.SendAsync(HttpMethod.Parse(method), "/api/v1/" + path, body);

        Assert.Equal((status, code), ((int)found, problem.GetProperty("code").GetString()));
        Assert.Contains(detail, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_with_a_slash_in_its_name_has_a_baseline_too()
    {
        var id = EvaluationRequests.IdOf(await _host.EvaluateAsync("team/fraud", Small));
        using var baseline = new StringContent($$"""{"evaluation":"{{id}}"}""", Encoding.UTF8, "application/json");

        Assert.Equal(HttpStatusCode.NoContent, (await _host.SendAsync(HttpMethod.Put, "/api/v1/models/team%2Ffraud/baseline", baseline)).Status);
        Assert.Equal(id, (await GetAsync("/api/v1/evaluations")).GetProperty("baselines").GetProperty("team/fraud").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await _host.SendAsync(HttpMethod.Delete, "/api/v1/models/team%2Ffraud/baseline")).Status);
        Assert.Empty((await GetAsync("/api/v1/evaluations")).GetProperty("baselines").EnumerateObject());
    }

    private async Task<JsonElement> GetAsync(string path) => (await _host.SendAsync(HttpMethod.Get, path)).Json;
}
