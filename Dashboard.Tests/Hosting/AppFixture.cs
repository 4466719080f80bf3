using Microsoft.AspNetCore.Builder;

namespace Dashboard.Tests.Hosting;

/// <summary>
/// The real application in this process, on a free port of 127.0.0.1 with a data directory of its own. As a class
/// fixture it is shared by the tests of a class; <see cref="StartAsync"/> makes one with other settings.
/// </summary>
public sealed class AppFixture : IAsyncLifetime
{
    private readonly TemporaryDirectory _temporary = new();
    private readonly string[] _args;
    private readonly Action<WebApplicationBuilder>? _configure;
    private DashboardApp? _app;
    private HttpClient? _http;

    public AppFixture()
        : this([], null, null)
    {
    }

    private AppFixture(string[] args, Action<WebApplicationBuilder>? configure, string? dataDirectory)
    {
        _args = args;
        _configure = configure;
        DataDirectory = dataDirectory ?? _temporary.File("data");
    }

    public string DataDirectory { get; }

    public DashboardApp App => _app ?? throw new InvalidOperationException("not started");

    /// <summary>A client whose base address is the application.</summary>
    public HttpClient Http => _http ?? throw new InvalidOperationException("not started");

    /// <param name="args">More command line, for example <c>--Live:Tick 00:00:00.1</c> as two strings.</param>
    /// <param name="configure">Last word over configuration and services, for example a fake clock.</param>
    /// <param name="dataDirectory">An existing data directory, to start again on; it is not deleted.</param>
    public static async Task<AppFixture> StartAsync(string[]? args = null, Action<WebApplicationBuilder>? configure = null, string? dataDirectory = null)
    {
        var fixture = new AppFixture(args ?? [], configure, dataDirectory);
        await fixture.InitializeAsync();
        return fixture;
    }

    public async ValueTask InitializeAsync()
    {
        string[] defaults = ["--urls", "http://127.0.0.1:0", "--Storage:Path", DataDirectory, "--Logging:LogLevel:Default", "Warning"];
        _app = DashboardApp.Create([.. defaults, .. _args], _configure);
        await _app.StartAsync();
        _http = new HttpClient { BaseAddress = _app.Address };
    }

    /// <summary>Waits until events are taken: the addresses are bound before storage is open.</summary>
    public Task ReadyAsync() => Eventually.HoldsAsync(
        "ready", async () => (await Http.GetAsync(new Uri("/readyz", UriKind.Relative), TestContext.Current.CancellationToken)).IsSuccessStatusCode,
        cancel: TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        _temporary.Dispose();
    }
}
