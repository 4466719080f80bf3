using Dashboard.Core.Ingestion;
using Dashboard.Core.Predictions;
using Dashboard.Core.Windowing;
using Dashboard.Demo;
using Dashboard.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Tests.Demo;

public sealed class DemoControlTests
{
    /// <summary>Long enough for both versions of the fraud model (the second starts after 15 minutes) and for late truths.</summary>
    private static readonly string[] ShortHistory = ["--demo", "--Demo:History", "00:20:00", "--Demo:FraudRate", "4", "--Demo:DemandRate", "2"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_switch_fills_the_page_through_the_real_endpoint()
    {
        await using var app = await AppFixture.StartAsync(ShortHistory);
        var demo = app.App.Services.GetRequiredService<DemoControl>();
        var catalog = app.App.Services.GetRequiredService<ModelCatalog>();

        await Eventually.HoldsAsync("a full history", () => Build(app, DemoModels.Fraud).Versions.Count == 2 && demo.HasDemoData, cancel: Cancel);
        var before = Build(app, DemoModels.Fraud).Traffic.Predictions;
        await Eventually.HoldsAsync("live events", () => Build(app, DemoModels.Fraud).Traffic.Predictions > before, cancel: Cancel);

        Assert.True(demo.IsRunning);
        Assert.All(catalog.Models, model => Assert.True(model.IsDemo));
        Assert.InRange(Build(app, DemoModels.Fraud).Classification!.Accuracy.Value!.Value, 0.8, 0.99);
        Assert.InRange(Build(app, DemoModels.Fraud).Labels.Coverage.Value!.Value, 0.7, 1);
        Assert.True(Build(app, DemoModels.Demand).Regression!.MeanAbsoluteError.Value > 0);
        Assert.Empty(app.App.Services.GetRequiredService<EventWriter>().Ledger.Rejected);
    }

    [Fact]
    public async Task Removing_leaves_nothing_but_what_others_sent()
    {
        using var data = new TemporaryDirectory();
        await using (var app = await AppFixture.StartAsync(ShortHistory, dataDirectory: data.Path))
        {
            await RemoveAsync(app);
        }

        await using var again = await AppFixture.StartAsync(dataDirectory: data.Path);
        await Eventually.HoldsAsync("a restart", () => again.App.Services.GetRequiredService<EventWriter>().State.Phase == WriterPhase.Ready, cancel: Cancel);
        Assert.False(again.App.Services.GetRequiredService<DemoControl>().HasDemoData);
        Assert.DoesNotContain("demo-", await again.Http.GetStringAsync("/api/v1/export/events.csv", Cancel), StringComparison.Ordinal);
    }

    private static async Task RemoveAsync(AppFixture app)
    {
        var demo = app.App.Services.GetRequiredService<DemoControl>();
        await Eventually.HoldsAsync("demo data", () => demo.HasDemoData, cancel: Cancel);
        using var own = new StringContent("""{"id":"mine","model":"own","prediction":"a"}""", null, "application/json");
        (await app.Http.PostAsync("/api/v1/events", own, Cancel)).EnsureSuccessStatusCode();

        await demo.RemoveAsync();

        var export = await app.Http.GetStringAsync("/api/v1/export/events.csv", Cancel);
        Assert.False(demo.IsRunning);
        Assert.False(demo.HasDemoData);
        Assert.Equal(["own"], app.App.Services.GetRequiredService<ModelCatalog>().Models.Select(model => model.Name));
        Assert.DoesNotContain("demo-", export, StringComparison.Ordinal);
        Assert.Contains("\r\nmine,own,", export, StringComparison.Ordinal);
        Assert.True(Build(app, DemoModels.Fraud).IsEmpty);
    }

    [Fact]
    public async Task It_can_be_started_stopped_and_started_again()
    {
        await using var app = await AppFixture.StartAsync(ShortHistory[1..]);
        var demo = app.App.Services.GetRequiredService<DemoControl>();
        Assert.False(demo.IsRunning);

        await demo.StartAsync();
        await demo.StartAsync();
        await Eventually.HoldsAsync("demo data", () => demo.HasDemoData, cancel: Cancel);
        await demo.StopAsync();
        var stopped = app.App.Services.GetRequiredService<EventWriter>().Ledger;
        Assert.False(demo.IsRunning);

        await demo.StartAsync();
        await Eventually.HoldsAsync("more demo data", () => app.App.Services.GetRequiredService<EventWriter>().Ledger.Accepted > stopped.Accepted, cancel: Cancel);
        Assert.Empty(app.App.Services.GetRequiredService<EventWriter>().Ledger.Rejected);
    }

    private static Snapshot Build(AppFixture app, string model) => app.App.Services.GetRequiredService<Projection>()
        .Build(new SnapshotKey(model, null, TimeRange.Last(TimeSpan.FromMinutes(30))), 1, TimeProvider.System.GetUtcNow(), null);
}
