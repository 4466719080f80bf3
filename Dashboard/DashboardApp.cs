using Dashboard.Components;
using Dashboard.Configuration;
using Dashboard.Demo;
using Dashboard.Core.Storage;
using Dashboard.Core.Storage.LiteDb;
using Dashboard.Endpoints;
using Dashboard.Live;
using Dashboard.Security;
using Dashboard.Workers;
using Microsoft.Extensions.Options;

namespace Dashboard;

/// <summary>The composition root: the whole product as one object, so that tests boot the real thing on port 0.</summary>
public sealed class DashboardApp : IAsyncDisposable
{
    private const int FaultedExitCode = 70; // EX_SOFTWARE of sysexits.h.

    private readonly WebApplication _web;

    private DashboardApp(WebApplication web) => _web = web;

    public IServiceProvider Services => _web.Services;

    /// <summary>Base address with the real port, for example <c>http://127.0.0.1:5080</c>; valid once started.</summary>
    public Uri Address => new(_web.Urls.First());

    /// <param name="args">Command line; overrides environment and appsettings.json.</param>
    /// <param name="configure">Last word over configuration and services; for tests.</param>
    public static DashboardApp Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = DemoSetup.ReadSwitch(args),
            ApplicationName = typeof(DashboardApp).Assembly.GetName().Name,
            // appsettings.json and the static assets lie beside the program, wherever it is started from (docs/decisions/0003).
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.UseSetting("ReloadStaticAssetsAtRuntime", "false"); // Else unpublished programs send large files as gzip that saves nothing.
        AddServices(builder);
        configure?.Invoke(builder);
        return new DashboardApp(builder.Build());
    }

    /// <exception cref="OptionsValidationException">A setting is out of range; nothing was started.</exception>
    public Task StartAsync(CancellationToken cancel = default)
    {
        Services.GetRequiredService<IStartupValidator>().Validate(); // Before endpoints take settings for good.
        Map(_web);
        return _web.StartAsync(cancel);
    }

    public Task StopAsync(CancellationToken cancel = default) => _web.StopAsync(cancel);

    /// <summary>Runs until stopped. Returns the process's exit code.</summary>
    public async Task<int> RunAsync()
    {
        using var secondSignal = new SecondSignal();
        try
        {
            await StartAsync();
        }
        catch (Exception failure) when (StartupProblem.Describe(failure) is { } problem)
        {
            await StopWorkersAsync(failure);
            await Console.Error.WriteLineAsync(problem);
            return StartupProblem.ExitCode;
        }
        catch (OperationCanceledException) when (Environment.ExitCode != 0)
        {
            // A worker gave up, and said why, before the addresses were bound.
            await _web.StopAsync();
            return Environment.ExitCode;
        }

        Console.WriteLine($"Dashboard is at {Address.GetLeftPart(UriPartial.Authority)}");
        await _web.WaitForShutdownAsync();
        return HasFaultedWorker() ? FaultedExitCode : Environment.ExitCode;
    }

    /// <summary>Workers run before addresses are bound, but not before the configuration is found valid.</summary>
    private Task StopWorkersAsync(Exception failure) => StartupProblem.IsConfiguration(failure) ? Task.CompletedTask : _web.StopAsync();

    /// <summary>The host stops when a worker throws, but would call that a success.</summary>
    private bool HasFaultedWorker() =>
        Services.GetServices<IHostedService>().OfType<BackgroundService>().Any(worker => worker.ExecuteTask is { IsFaulted: true });

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private static void AddServices(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddHosting();
        builder.AddKestrelLimits();
        builder.AddAnswerCompression();
        builder.AddSecurity();
        builder.Services.AddSingleton<IStorageEngine, LiteDbStorageEngine>();
        builder.AddCore();
        builder.Services.AddWorkers();
        builder.AddEvents();
        builder.AddLive();
        builder.AddExports();
        builder.AddEvaluations();
        builder.Services.AddApiFormat();
        builder.AddDashboardComponents();
        builder.AddDemo();
    }

    private static void Map(WebApplication web)
    {
        web.UseAnswerCompression();
        web.UseApiErrors();
        web.UseSecurity();
        web.MapEvents();
        web.MapHealth();
        web.MapStatus();
        web.MapModels();
        web.MapMetrics();
        web.MapCountWindows();
        web.MapCurves();
        web.MapFeatures();
        web.MapComparisons();
        web.MapShadow();
        web.MapLive();
        web.MapApiDescription();
        web.MapExports();
        web.MapEvaluations();
        web.MapDashboardComponents();
    }
}
