using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Dashboard.Tests.Endpoints;

/// <summary>Requests to the evaluation endpoints over a real socket.</summary>
internal static class EvaluationRequests
{
    public const string Path = "/api/v1/evaluations";

    public static async Task<(HttpStatusCode Status, JsonElement Json)> PostFileAsync(
        this EventHost host, string query, byte[] body, string type = "text/csv", string? encoding = null, string path = Path)
    {
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
        if (encoding is not null)
        {
            content.Headers.ContentEncoding.Add(encoding);
        }

        return await host.SendAsync(HttpMethod.Post, $"{path}?{query}", content);
    }

    /// <summary>Evaluates a CSV file of a model and gives the answer.</summary>
    public static async Task<JsonElement> EvaluateAsync(this EventHost host, string model, string csv)
    {
        var (status, answer) = await host.PostFileAsync("model=" + Uri.EscapeDataString(model), Encoding.UTF8.GetBytes(csv));
        Assert.Equal(HttpStatusCode.Created, status);
        return answer;
    }

    public static string IdOf(JsonElement evaluation) => evaluation.GetProperty("head").GetProperty("id").GetString()!;

    public static async Task<(HttpStatusCode Status, JsonElement Json)> SendAsync(
        this EventHost host, HttpMethod method, string path, HttpContent? content = null, CancellationToken? cancel = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        using var response = await host.Http.SendAsync(request, cancel ?? TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }
}
