using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Dashboard.Tests.Endpoints;

/// <summary>The OpenAPI document names the query parameters an endpoint takes, all of them and no others.</summary>
public sealed class QueryDescriptionTests(QueryHost host) : IClassFixture<QueryHost>
{
    private const string Known = "Known here: ";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_parameter_an_endpoint_takes_is_described_and_no_other()
    {
        var operations = await OperationsAsync();

        Assert.InRange(operations.Count, 23, 100);
        foreach (var (method, path, operation) in operations)
        {
            var described = OfQuery(operation).Select(parameter => parameter.GetProperty("name").GetString()!);

            var taken = await TakenAsync(method, path);

            Assert.True(described.Order(StringComparer.Ordinal).SequenceEqual(taken.Order(StringComparer.Ordinal)), $"{method} {path} takes {string.Join(", ", taken)}");
        }
    }

    [Fact]
    public async Task Every_operation_has_a_name_a_summary_a_tag_and_what_its_parameters_mean()
    {
        string[] tags = ["Events", "Queries", "Exports", "Evaluations", "Status"];
        var operations = await OperationsAsync();
        foreach (var (method, path, operation) in operations)
        {
            Assert.NotEmpty(operation.GetProperty("summary").GetString()!);
            Assert.NotEmpty(operation.GetProperty("description").GetString()!);
            Assert.Contains(operation.GetProperty("tags")[0].GetString(), tags);
            if (operation.TryGetProperty("parameters", out var parameters))
            {
                Assert.All(parameters.EnumerateArray(), parameter => Assert.InRange(parameter.GetProperty("description").GetString()!.Length, 7, 300));
            }

            Assert.True(operation.GetProperty("responses").EnumerateObject().Any(answer => answer.Name[0] == '2'), $"{method} {path} has no answer");
        }

        Assert.Distinct(operations.Select(row => row.Operation.GetProperty("operationId").GetString()));
    }

    [Theory]
    [InlineData("/api/v1/export/metrics.csv", "model")]
    [InlineData("/api/v1/evaluations/compare", "second")]
    [InlineData("/api/v1/models/{model}/shadow", "shadow")]
    public async Task What_must_be_given_is_marked(string path, string name)
    {
        var (_, _, operation) = (await OperationsAsync()).Single(row => row.Path == path);

        Assert.Equal([name], OfQuery(operation).Where(parameter => parameter.TryGetProperty("required", out var must) && must.GetBoolean()).Select(parameter => parameter.GetProperty("name").GetString()));
    }

    private static IEnumerable<JsonElement> OfQuery(JsonElement operation) => operation.TryGetProperty("parameters", out var parameters)
        ? parameters.EnumerateArray().Where(parameter => parameter.GetProperty("in").GetString() == "query")
        : [];

    private async Task<List<(HttpMethod Method, string Path, JsonElement Operation)>> OperationsAsync()
    {
        var description = await host.Events.Http.GetFromJsonAsync<JsonElement>("/openapi/v1.json", Cancel);
        return
        [
            .. from path in description.GetProperty("paths").EnumerateObject()
               where path.Name.StartsWith("/api/v1/", StringComparison.Ordinal)
               from operation in path.Value.EnumerateObject()
               select (HttpMethod.Parse(operation.Name), path.Name, operation.Value),
        ];
    }

    /// <summary>What the refusal of an unknown parameter says is known.</summary>
    private async Task<string[]> TakenAsync(HttpMethod method, string path)
    {
        var address = path.Replace("{model}", "m", StringComparison.Ordinal).Replace("{id}", $"{Guid.Empty}", StringComparison.Ordinal);
        using var request = new HttpRequestMessage(method, address + "?nonsense=1") { Content = BodyOf(method, path) };
        using var answer = await host.Events.Http.SendAsync(request, Cancel);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.True(
            (answer.StatusCode, problem.GetProperty("code").GetString()) == (HttpStatusCode.BadRequest, "query_unknown"), $"{method} {path}: {problem}");
        var detail = problem.GetProperty("detail").GetString()!;
        var known = detail.IndexOf(Known, StringComparison.Ordinal);
        return known < 0 ? [] : detail[(known + Known.Length)..].TrimEnd('.').Split(", ");
    }

    private static StringContent? BodyOf(HttpMethod method, string path) => (method.Method, path) switch
    {
        ("PUT", _) => new StringContent($$"""{"evaluation":"{{Guid.Empty}}"}""", Encoding.UTF8, "application/json"),
        ("POST", "/api/v1/events") => new StringContent("[]", Encoding.UTF8, "application/json"),
        ("POST", _) => new StringContent("prediction,ground_truth\na,a\n", new MediaTypeHeaderValue("text/csv")),
        _ => null,
    };
}
