using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Dashboard.Tests.Hosting;
using Xunit;

namespace Dashboard.Tests.Security;

/// <summary>The program as its operator meets it: refusals to start, and signals.</summary>
public sealed class ProcessTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly TemporaryDirectory _data = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://*:0")]
    [InlineData("http://[::]:0")]
    [InlineData("http://some-name:0")]
    [InlineData("http://127.0.0.1:0;http://0.0.0.0:0")]
    public async Task An_address_others_can_reach_is_refused_in_one_line(string urls)
    {
        await using var app = AppProcess.Launch(_data.Path, "--urls", urls, "--Logging:LogLevel:Default", "Warning");

        Assert.Equal(78, await app.ExitCodeAsync(Deadline));
        Assert.StartsWith("Refusing to listen on ", Assert.Single(app.Output.Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_is_told_in_one_line()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";
        await using var app = AppProcess.Launch(_data.Path, "--urls", url, "--Logging:LogLevel:Default", "Warning");

        Assert.Equal(78, await app.ExitCodeAsync(Deadline));
        var line = Assert.Single(app.Output.Split('\n'));
        Assert.Contains(url, line, StringComparison.Ordinal);
        Assert.Contains("already in use", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Live:Tick", "00:00:00.001")]
    [InlineData("Ingest:MaxEventsPerRequest", "0")]
    [InlineData("Storage:MaxOpenPredictions", "-1")]
    [InlineData("Limits:Models", "100000")]
    public async Task A_setting_out_of_range_is_named(string setting, string value)
    {
        await using var app = AppProcess.Launch(_data.Path, $"--{setting}", value);

        Assert.Equal(78, await app.ExitCodeAsync(Deadline));
        Assert.Contains($"{setting.Split(':')[1]} must be between", app.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sigterm_drains_and_exits_0_with_viewers_connected()
    {
        var (app, http) = await AppProcess.StartAsync(_data.Path);
        await using var process = app;
        using var client = http;
        using var answer = await http.PostAsJsonAsync("/api/v1/events", new { model = "fraud", prediction = "ok" }, Cancel);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await using var viewer = await Live.StuckClient.StartAsync(http.BaseAddress!, "fraud", Cancel);

        var started = TimeProvider.System.GetTimestamp();
        Assert.Equal(0, await app.TerminateAsync());

        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 0, 10);
        Assert.Single(app.Output.Split('\n'), line => line.StartsWith("Dashboard is at ", StringComparison.Ordinal));
        Assert.DoesNotContain(" fatal ", app.Output, StringComparison.Ordinal);
    }
}
