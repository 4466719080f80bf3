using Bunit;
using Dashboard.Components.Charts;
using Dashboard.Components.Layout;
using Dashboard.Core.Exchange;
using Dashboard.Core.Exchange.Csv;
using Dashboard.Core.Ingestion;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;
using Dashboard.Core.SystemHistory;
using Dashboard.Core.SystemMetrics;
using Dashboard.Core.Windowing;
using Dashboard.Demo;
using Dashboard.Live;
using Dashboard.ViewState;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MudBlazor.Services;
using Xunit;

namespace Dashboard.Tests.Components;

/// <summary>Renders components with MudBlazor, a fake clock, a fake feed and recorded JavaScript.</summary>
public abstract class UiTest : BunitContext
{
    protected UiTest()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Plotly = JSInterop.SetupModule(PlotlyModule);
        Plotly.Mode = JSRuntimeMode.Loose;
        Charts = JSInterop.SetupModule(ChartLink.ModulePath);
        Charts.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices(options => options.PopoverOptions.CheckForPopoverProvider = false);
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddSingleton(Catalog);
        Services.AddSingleton<IServerStatus>(Server);
        Services.AddScoped<PageTick>();
        Services.AddScoped<CircuitConnection>();
        Services.AddSingleton(new Projection(Catalog, new StorageOptions(), Time));
        Services.AddSingleton<HeavyReadings>();
        Services.AddSingleton<ModelRows>();
        Services.AddSingleton(Storage);
        Services.AddSingleton(new IngestOptions());
        Services.AddSingleton<StoredRows>();
        Services.AddSingleton(new ExportOptions());
        Services.AddSingleton<ShadowReadings>();
        Services.AddSingleton<IFigureTableWriter, FigureTableCsv>();
        Services.AddSingleton(new SystemFeed(new FakeReader(), new SystemRollups(new WindowingOptions(), Time)));
        Services.AddSingleton(new DemoControl(null!, Catalog, null!, NullLogger<DemoControl>.Instance)); // Only asked whether it runs.
    }

    /// <summary>The version is part of the name: a new package must be noticed here.</summary>
    internal const string PlotlyModule = "./_content/Plotly.Blazor/plotly-interop-7.2.0.js";

    protected FakeTimeProvider Time { get; } = new(SampleSnapshots.Now);

    protected ModelCatalog Catalog { get; } = new(new CatalogLimits());

    /// <summary>Closed until a test opens it.</summary>
    protected StorageSession Storage { get; } = new();

    internal FakeServerStatus Server { get; } = new();

    protected BunitJSModuleInterop Plotly { get; }

    protected BunitJSModuleInterop Charts { get; }

    internal ChartLink NewLink() => new(JSInterop.JSRuntime, Services.GetRequiredService<CircuitConnection>(), Time);

    internal SnapshotFeed UseFeed(BuildSnapshot build)
    {
        var feed = new SnapshotFeed(build, new LiveOptions(), Time, NullLogger<SnapshotFeed>.Instance);
        Services.AddSingleton(feed);
        return feed;
    }

    /// <summary>Waits for what happens outside rendering (calls, services): bUnit re-checks only when a component renders.</summary>
    internal static async Task Eventually(Func<bool> condition, string what)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!condition())
        {
            Assert.False(deadline.IsCancellationRequested, $"Did not happen within 10 s: {what}");
            await Task.Yield();
        }
    }

    protected Model AddModel(string name, OutcomeKind kind, params string[] versions)
    {
        var model = Catalog.GetOrAdd(name)!;
        model.DecideKind(kind);
        foreach (var version in versions)
        {
            Catalog.GetOrAddVersion(model, version);
        }

        model.HasEvents = true;
        return model;
    }

    private sealed class FakeReader : ISystemReader
    {
        public SystemReading Read() => throw new NotSupportedException("no test samples the machine");
    }

    internal sealed class FakeServerStatus : IServerStatus
    {
        public ServerStatus Current { get; set; } = new(WriterState.Ready, 1_167, 0.964, null);
    }
}
