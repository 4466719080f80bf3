using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;
using Dashboard.Core.SystemHistory;
using Dashboard.Core.SystemMetrics;
using Dashboard.Core.Windowing;
using Dashboard.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Tests.Scenarios;

/// <summary>The history of CPU and memory in the real application, on its real storage.</summary>
public sealed class SystemHistoryScenarios : IDisposable
{
    private const double Marked = 0.625;
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_restart_keeps_the_history_and_shows_it_as_no_model()
    {
        var data = _directory.File("data");
        await using (var app = await AppFixture.StartAsync(dataDirectory: data))
        {
            await ReadyAsync(app);
            app.App.Services.GetRequiredService<SystemRollups>().Add(SampleOf(DateTimeOffset.UtcNow.AddMinutes(-2)));
        }

        await using var again = await AppFixture.StartAsync(dataDirectory: data);
        await ReadyAsync(again);

        var history = again.App.Services.GetRequiredService<SystemRollups>().Series(TimeRange.Last(TimeSpan.FromMinutes(5)));
        Assert.Contains(history, p => p.Figures.CpuShare is { Count: 1, Max: Marked });
        Assert.Empty(again.App.Services.GetRequiredService<ModelCatalog>().Models);
        Assert.Equal("""{"models":[],"next":null}""", await again.Http.GetStringAsync(new Uri("/api/v1/models", UriKind.Relative), Cancel));
        var status = await again.Http.GetFromJsonAsync<JsonElement>("/api/v1/status", Cancel);
        Assert.Equal(0, status.GetProperty("projection").GetProperty("cells").GetInt64());
        Assert.DoesNotContain(":system", status.GetRawText(), StringComparison.Ordinal);
        using var export = await again.Http.GetAsync(new Uri("/api/v1/export/events.csv?model=:system", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.NotFound, export.StatusCode);
    }

    [Fact]
    public async Task A_running_server_saves_its_history_without_any_event()
    {
        await using var app = await AppFixture.StartAsync(["--Storage:CellSaveInterval", "00:00:00.1"], dataDirectory: _directory.File("data"));
        await ReadyAsync(app);

        await Eventually.HoldsAsync("samples are stored", async () =>
        {
            var stored = await app.App.Services.GetRequiredService<StorageSession>().Require().Cells.LoadAsync(Cancel);
            return stored.Cells.Any(c => c.Address.Model == ":system") && stored.Models.Count == 0;
        }, cancel: Cancel);
    }

    private static SystemSample SampleOf(DateTimeOffset time) => new(time, Marked, 2, 600, 1_000, 0.1, 100, 50, 7);

    private static Task ReadyAsync(AppFixture app) => Eventually.HoldsAsync("ready", async () =>
    {
        using var answer = await app.Http.GetAsync(new Uri("/readyz", UriKind.Relative), Cancel);
        return answer.IsSuccessStatusCode;
    }, cancel: Cancel);
}
