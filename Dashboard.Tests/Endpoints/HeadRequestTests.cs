using System.Net;

namespace Dashboard.Tests.Endpoints;

/// <summary>HEAD and conditional requests over a real socket (RFC 9110, 9.3.2 and 13.1.2).</summary>
public sealed class HeadRequestTests(QueryHost host) : IClassFixture<QueryHost>
{
    private const string Metrics = "/api/v1/models/head/metrics";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/healthz", 200)]
    [InlineData("/openapi/v1.json", 200)]
    [InlineData("/api/v1/status", 200)]
    [InlineData("/api/v1/models", 200)]
    [InlineData("/api/v1/models?limit=-1", 400)]
    [InlineData(Metrics, 200)]
    [InlineData("/api/v1/models/nobody/metrics", 404)]
    [InlineData("/api/v1/evaluations", 200)]
    [InlineData("/api/v1/export/events.csv?model=head", 200)]
    [InlineData("/api/v1/export/metrics.csv?model=head", 200)]
    [InlineData("/api/v1/events", 405)]
    public async Task Head_has_the_status_and_type_of_get_and_no_body(string path, int status)
    {
        await SendAsync();

        using var get = await AskAsync(HttpMethod.Get, path);
        var raw = await host.Events.SendRawAsync($"HEAD {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        Assert.Equal(status, (int)get.StatusCode);
        Assert.StartsWith($"HTTP/1.1 {status} ", raw, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", raw, StringComparison.Ordinal);
        Assert.Equal(raw.Length, raw.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4);
        Assert.Contains($"Content-Type: {get.Content.Headers.ContentType!.MediaType}", raw, StringComparison.Ordinal);
        Assert.Equal(get.Headers.ETag is null, !raw.Contains("ETag: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_list_of_tags_and_a_strong_form_match_and_a_star_matches_what_there_is()
    {
        host.Clock.Stop();
        await SendAsync();
        using var first = await AskAsync(HttpMethod.Get, Metrics);
        var tag = first.Headers.ETag!;

        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync($"\"a\", W/\"b\", {tag}"));
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(tag.Tag));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("\"a\", W/\"b\""));
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync("*"));
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync("*", HttpMethod.Head));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("*", HttpMethod.Get, "/api/v1/models/nobody"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync("*", HttpMethod.Get, Metrics + "?step=1"));
        host.Clock.Run();
    }

    private Task SendAsync() => host.SendAsync([new { id = "h", model = "head", prediction = "a" }]);

    private async Task<HttpStatusCode> StatusAsync(string tags, HttpMethod? method = null, string path = Metrics)
    {
        using var answer = await AskAsync(method ?? HttpMethod.Get, path, tags);
        return answer.StatusCode;
    }

    private async Task<HttpResponseMessage> AskAsync(HttpMethod method, string path, string? tags = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (tags is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", tags);
        }

        return await host.Events.Http.SendAsync(request, Cancel);
    }
}
