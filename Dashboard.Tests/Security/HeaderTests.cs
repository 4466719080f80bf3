using Dashboard.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Tests.Security;

public sealed class HeaderTests(AppFixture app) : IClassFixture<AppFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET /healthz", 200)]
    [InlineData("GET /readyz", 200)]
    [InlineData("GET /api/v1/status", 200)]
    [InlineData("GET /openapi/v1.json", 200)]
    [InlineData("GET /api/v1/nowhere", 404)]
    [InlineData("GET /nowhere.js", 404)]
    [InlineData("PUT /api/v1/status", 405)]
    [InlineData("POST /hubs/metrics", 400)]
    public async Task Every_answer_carries_them(string request, int status)
    {
        var head = await RawHttp.HeadAsync(
            app.App.Address, Cancel, $"{request} HTTP/1.1", $"Host: {app.App.Address.Authority}", "Content-Length: 0", "Connection: close");

        Assert.StartsWith($"HTTP/1.1 {status} ", head, StringComparison.Ordinal);
        AssertSecured(head);
    }

    [Fact]
    public async Task Refused_hosts_and_origins_carry_them()
    {
        AssertSecured(await RawHttp.HeadAsync(app.App.Address, Cancel, "GET / HTTP/1.1", "Host: evil.example.com", "Connection: close"));
        AssertSecured(await RawHttp.HeadAsync(
            app.App.Address, Cancel, "POST / HTTP/1.1", "Host: localhost", "Origin: null", "Content-Length: 0", "Connection: close"));
    }

    [Fact]
    public async Task Failures_carry_them_and_show_no_trace()
    {
        await using var failing = await AppFixture.StartAsync(
            ["--Logging:LogLevel:Default", "None"],
            builder => builder.Services.AddSingleton<IStartupFilter, FailingPath>());

        using var answer = await failing.Http.GetAsync("/fail", Cancel);
        var body = await answer.Content.ReadAsStringAsync(Cancel);

        Assert.Equal(500, (int)answer.StatusCode);
        Assert.DoesNotContain("secret", body, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", body, StringComparison.Ordinal);
        AssertSecured(answer.Headers.ToString());
    }

    private static void AssertSecured(string head)
    {
        Assert.Contains("script-src 'self';", head, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", head, StringComparison.Ordinal);
        Assert.Contains("object-src 'none'", head, StringComparison.Ordinal);
        Assert.Contains("X-Content-Type-Options: nosniff", head, StringComparison.Ordinal);
        Assert.Contains("Referrer-Policy: no-referrer", head, StringComparison.Ordinal);
        Assert.Contains("Permissions-Policy: camera=()", head, StringComparison.Ordinal);
        Assert.Contains("Cross-Origin-Opener-Policy: same-origin", head, StringComparison.Ordinal);
        Assert.Equal(2, head.Split("Content-Security-Policy:").Length);
        Assert.DoesNotContain("Server:", head, StringComparison.Ordinal);
    }

    /// <summary>A path that throws behind all of the product's middleware.</summary>
    private sealed class FailingPath : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            next(app);
            app.Map("/fail", fail => fail.Run(_ => throw new InvalidOperationException("secret")));
        };
    }
}
