using Dashboard.Tests.Hosting;
using Xunit;

namespace Dashboard.Tests.Security;

/// <summary>What a hostile web page or a rebound DNS name can make a browser send (reliability S1, S2).</summary>
public sealed class HostAndOriginTests(AppFixture app) : IClassFixture<AppFixture>
{
    private static readonly string[] Upgrade =
    [
        "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Uri Address => app.App.Address;

    [Theory]
    [InlineData("localhost", 200)]
    [InlineData("127.0.0.1", 200)]
    [InlineData("[::1]", 200)]
    [InlineData("LOCALHOST:1", 200)] // The port is not compared: tunnels change it.
    [InlineData("evil.example.com", 400)]
    [InlineData("localhost.evil.example.com", 400)]
    [InlineData("127.0.0.1.evil.example.com:80", 400)]
    [InlineData("", 400)]
    public async Task Only_known_hosts_are_answered(string host, int status) =>
        Assert.Equal(status, await RawHttp.StatusAsync(Address, Cancel, "GET /healthz HTTP/1.1", $"Host: {host}", "Connection: close"));

    [Fact]
    public async Task No_host_and_two_hosts_are_refused()
    {
        Assert.Equal(400, await RawHttp.StatusAsync(Address, Cancel, "GET /healthz HTTP/1.1", "Connection: close"));
        Assert.Equal(400, await RawHttp.StatusAsync(Address, Cancel, "GET /healthz HTTP/1.1", "Host: localhost", "Host: localhost", "Connection: close"));
    }

    [Theory]
    [InlineData("https://evil.example.com", 403)]
    [InlineData("null", 403)]
    [InlineData("http://127.0.0.1:1", 403)]
    [InlineData("https://{0}", 403)] // The scheme counts.
    [InlineData("http://{0}.evil.example.com", 403)]
    [InlineData("http://{0}", 101)]
    [InlineData(null, 101)] // Not a browser.
    public async Task A_hub_socket_opens_for_our_own_pages_and_programs_only(string? origin, int status) =>
        Assert.Equal(status, await RawHttp.StatusAsync(Address, Cancel, ["GET /hubs/metrics HTTP/1.1", $"Host: {Address.Authority}", .. Upgrade, .. Origin(origin)]));

    [Theory]
    [InlineData("/_blazor")]
    [InlineData("/_blazor?id=x")]
    [InlineData("/hubs/metrics?id=x")]
    public async Task Foreign_pages_reach_no_connection_by_any_transport(string path)
    {
        string[] foreign = [$"Host: {Address.Authority}", "Origin: https://evil.example.com", "Connection: close"];

        Assert.Equal(403, await RawHttp.StatusAsync(Address, Cancel, [$"GET {path} HTTP/1.1", .. foreign]));
        Assert.Equal(403, await RawHttp.StatusAsync(Address, Cancel, [$"POST {path} HTTP/1.1", "Content-Length: 0", .. foreign]));
        Assert.Equal(403, await RawHttp.StatusAsync(Address, Cancel, [$"GET {path} HTTP/1.1", $"Host: {Address.Authority}", "Sec-Fetch-Site: cross-site", "Connection: close"]));
    }

    [Theory]
    [InlineData("POST", "/hubs/metrics/negotiate?negotiateVersion=1")]
    [InlineData("POST", "/_blazor/negotiate?negotiateVersion=1")]
    [InlineData("POST", "/")]
    [InlineData("POST", "/api/v1/events")]
    [InlineData("DELETE", "/api/v1/models")]
    public async Task Foreign_pages_change_nothing(string method, string path)
    {
        string[] head = [$"{method} {path} HTTP/1.1", $"Host: {Address.Authority}", "Content-Length: 0", "Connection: close"];

        Assert.Equal(403, await RawHttp.StatusAsync(Address, Cancel, [.. head, "Origin: https://evil.example.com"]));
        Assert.Equal(403, await RawHttp.StatusAsync(Address, Cancel, [.. head, "Origin: null"]));
        Assert.NotEqual(403, await RawHttp.StatusAsync(Address, Cancel, [.. head, $"Origin: http://{Address.Authority}"]));
        Assert.NotEqual(403, await RawHttp.StatusAsync(Address, Cancel, head));
    }

    [Fact]
    public async Task A_configured_origin_and_host_are_ours()
    {
        await using var proxied = await AppFixture.StartAsync(
            ["--AllowedHosts", "dashboard.example.com", "--Security:AllowedOrigins:0", "https://dashboard.example.com"]);
        string[] head = ["POST /hubs/metrics/negotiate?negotiateVersion=1 HTTP/1.1", "Host: dashboard.example.com", "Content-Length: 0", "Connection: close"];

        Assert.Equal(200, await RawHttp.StatusAsync(proxied.App.Address, Cancel, [.. head, "Origin: https://dashboard.example.com"]));
        Assert.Equal(403, await RawHttp.StatusAsync(proxied.App.Address, Cancel, [.. head, "Origin: https://other.example.com"]));
        Assert.Equal(400, await RawHttp.StatusAsync(proxied.App.Address, Cancel, "GET /healthz HTTP/1.1", "Host: localhost", "Connection: close"));
    }

    private string[] Origin(string? origin) =>
        origin is null ? [] : ["Origin: " + origin.Replace("{0}", Address.Authority, StringComparison.Ordinal)];
}
