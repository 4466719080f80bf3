using System.Globalization;
using System.Text.Json;
using Dashboard.Tests.Hosting;

namespace Dashboard.Tests.Faults;

/// <summary>More senders than the server can serve: it refuses fast, stays small, keeps its pages and its word.</summary>
[Collection(nameof(ProcessFaults))]
public sealed class OverloadTests(ITestOutputHelper output) : IDisposable
{
    private const int Senders = 48;
    private const long MaxResidentBytes = 900L << 20;

    /// <summary>The aim is 50 ms; senders and server share the machine's cores here.</summary>
    private static readonly TimeSpan SlowestRefusal = TimeSpan.FromSeconds(1);

    private readonly TemporaryDirectory _data = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Dispose();

    [Fact]
    public Task Eight_seconds_of_overload() => OverloadAsync(TimeSpan.FromSeconds(8));

    [Fact]
    [Trait("Category", "Long")]
    public Task A_minute_of_overload() => OverloadAsync(TimeSpan.FromMinutes(1));

    private async Task OverloadAsync(TimeSpan length)
    {
        var (process, client) = await AppProcess.StartAsync(_data.Path, "--Ingest:MaxQueuedEvents", "5000");
        await using var app = process;
        using var http = client;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        stop.CancelAfter(length);
        var flood = new Flood(http);
        var senders = Enumerable.Range(0, Senders).Select(_ => flood.RunAsync(stop.Token)).ToList();
        var (pages, resident) = await WatchAsync(app, http, stop.Token);
        await Task.WhenAll(senders);

        var refusal = flood.SlowRefusal;
        output.WriteLine(
            $"{flood.Acknowledged:N0} requests of {Flood.Events} acknowledged, {flood.Refused:N0} refused (p99 {refusal.TotalMilliseconds:N0} ms), "
            + $"{pages} pages served, at most {resident >> 20} MiB resident");
        Assert.Empty(flood.OtherStatuses);
        Assert.True(flood.Refused > 0, "it was not overloaded");
        Assert.InRange(refusal, TimeSpan.Zero, SlowestRefusal);
        Assert.InRange(resident, 0, MaxResidentBytes);
        Assert.NotEqual(0, pages);
        await RequireStoredAsync(http, flood);
        await app.KillAsync();
        await RequireStoredAfterRestartAsync(flood);
    }

    private async Task RequireStoredAfterRestartAsync(Flood flood)
    {
        var (process, client) = await AppProcess.StartAsync(_data.Path);
        await using var app = process;
        using var http = client;
        await RequireStoredAsync(http, flood);
    }

    /// <summary>Every request was answered, so what is stored is exactly what was acknowledged, each id once.</summary>
    private static async Task RequireStoredAsync(HttpClient http, Flood flood)
    {
        var expected = (long)flood.Acknowledged * Flood.Events;
        var status = JsonDocument.Parse(await http.GetStringAsync(new Uri("/api/v1/status", UriKind.Relative), Cancel)).RootElement;
        Assert.Equal(expected, status.GetProperty("events").GetProperty("accepted").GetInt64());
        Assert.Equal(expected, status.GetProperty("storage").GetProperty("stored_events").GetInt64());
        Assert.Equal(expected, status.GetProperty("projection").GetProperty("open_predictions").GetInt64());
    }

    private static async Task<(int Pages, long Resident)> WatchAsync(AppProcess app, HttpClient http, CancellationToken stop)
    {
        var (pages, resident) = (0, 0L);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        while (!stop.IsCancellationRequested)
        {
            using var page = await http.GetAsync(new Uri("/", UriKind.Relative), Cancel);
            page.EnsureSuccessStatusCode();
            pages++;
            resident = Math.Max(resident, app.WorkingSet);
            await pause.WaitForNextTickAsync(Cancel);
        }

        return (pages, resident);
    }
}
