using Dashboard.Core.Ingestion;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Dashboard.Tests.Endpoints;

/// <summary>Rows 27, 81 to 87 and 92 of the table of bad inputs: what only bytes on a socket can express.</summary>
public sealed class HttpAbuseTests
{
    private const string Body = """{"model":"known","prediction":"a"}""";

    private const string Post = "POST /api/v1/events HTTP/1.1\r\nContent-Type: application/json\r\n";

    public static TheoryData<string, string, int> Broken => new()
    {
        { "83a no host", $"{Post}Content-Length: {Body.Length}\r\n\r\n{Body}", 400 },
        { "83b two hosts", $"{Post}Host: a\r\nHost: b\r\nContent-Length: {Body.Length}\r\n\r\n{Body}", 400 },
        { "85a header of 40 kB", $"{Post}Host: localhost\r\nX-Big: {new string('x', 40_000)}\r\n\r\n", 431 },
        { "85b 200 headers", $"{Post}Host: localhost\r\n{string.Concat(Enumerable.Range(0, 200).Select(i => $"X-{i}: 1\r\n"))}\r\n", 431 },
        { "85c URL of 10 kB", $"POST /{new string('x', 10_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n", 414 },
        { "86a bad chunk", $"{Post}Host: localhost\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n{Body}\r\n0\r\n\r\n", 400 },
        { "86b negative length", $"{Post}Host: localhost\r\nContent-Length: -1\r\n\r\n{Body}", 400 },
        { "86c chunk extension with a line feed", $"{Post}Host: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5;a\nb\r\nhello\r\n0\r\n\r\n", 400 },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task A_broken_request_is_refused_and_the_connection_closed(string row, string request, int status)
    {
        await using var host = await StartAsync();

        var answer = await host.SendRawAsync(request); // Returns only when the server has closed.

        Assert.True(answer.StartsWith($"HTTP/1.1 {status} ", StringComparison.Ordinal), $"{row}: {answer}");
        Assert.Equal(0, Received(host));
    }

    [Fact]
    public async Task Row_86_a_length_beside_chunks_cannot_smuggle_a_second_request()
    {
        await using var host = await StartAsync();

        var answer = await host.SendRawAsync(
            $"{Post}Host: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n{Body.Length:x}\r\n{Body}\r\n0\r\n\r\n");

        // Kestrel follows RFC 9112 6.1: chunked wins and the connection is closed after the answer.
        Assert.Single(answer.Split("HTTP/1.1 ", StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("Connection: close", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_27_a_chunked_body_over_the_limit_is_413()
    {
        await using var host = await StartAsync();
        var chunk = new string(' ', 1024 * 1024);

        var answer = await host.SendRawAsync(
            $"{Post}Host: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n{string.Concat(Enumerable.Repeat($"100000\r\n{chunk}\r\n", 5))}0\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
        Assert.Contains("body_too_large", answer, StringComparison.Ordinal);
        Assert.Equal(0, Received(host));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("TRACE")]
    public async Task Row_81_other_methods_are_405_with_Allow(string method)
    {
        await using var host = await StartAsync();

        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/v1/events");
        using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(405, (int)response.StatusCode);
        Assert.Equal(["POST"], response.Content.Headers.Allow);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Row_82_unknown_paths_below_api_are_404_problems()
    {
        await using var host = await StartAsync();

        using var response = await host.Http.GetAsync("/api/v1/nothing", TestContext.Current.CancellationToken);

        Assert.Equal(404, (int)response.StatusCode);
        Assert.Contains("\"code\":\"not_found\"", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 404 ", await host.SendRawAsync("GET /api/v1/../../etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST /api/v1/events HTTP/1.1\r\nHost: local")]
    [InlineData("POST /api/v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{")]
    public async Task Row_87_a_slow_request_is_408_and_its_connection_freed(string beginning)
    {
        await using var host = await StartAsync(limits =>
        {
            limits.RequestHeadersTimeout = TimeSpan.FromSeconds(1);
            limits.MinRequestBodyDataRate = new MinDataRate(240, TimeSpan.FromSeconds(1.1));
        });

        Assert.StartsWith("HTTP/1.1 408 ", await host.SendRawAsync(beginning), StringComparison.Ordinal);
        Assert.Equal(0, Received(host));
    }

    [Fact]
    public async Task The_limits_in_force_are_the_documented_ones()
    {
        await using var host = await StartAsync();

        var limits = host.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;

        Assert.Equal(TimeSpan.FromSeconds(15), limits.RequestHeadersTimeout);
        Assert.Equal((240, TimeSpan.FromSeconds(5)), (limits.MinRequestBodyDataRate?.BytesPerSecond, limits.MinRequestBodyDataRate?.GracePeriod));
        Assert.Equal((2_000, 64 * 1024), (limits.MaxConcurrentConnections, limits.MaxRequestBodySize));
    }

    [Fact]
    public async Task Row_92_a_client_that_leaves_mid_body_stores_nothing()
    {
        await using var host = await StartAsync();

        await host.SendRawAsync($"{Post}Host: localhost\r\nContent-Length: 1000\r\n\r\n{Body}", half: true);
        // A later request is answered, so the abandoned one has had its turn.
        var answer = await host.PostAsync(Body);

        Assert.Equal(202, answer.Status);
        Assert.Equal(1, Received(host));
    }

    private static async Task<EventHost> StartAsync(Action<KestrelServerLimits>? limits = null)
    {
        var host = new EventHost { Configure = builder => builder.WebHost.ConfigureKestrel(kestrel => limits?.Invoke(kestrel.Limits)) };
        await host.InitializeAsync();
        return host;
    }

    private static long Received(EventHost host) => host.Services.GetRequiredService<EventWriter>().Ledger.Received;
}
