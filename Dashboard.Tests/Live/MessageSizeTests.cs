using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Dashboard.Core.Predictions;
using Dashboard.Core.Windowing;
using Dashboard.Live;
using Dashboard.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Tests.Live;

/// <summary>What a program pays in bytes, counted on the socket while the demo's traffic comes in: two versions, late labels.</summary>
public sealed class MessageSizeTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const char RecordSeparator = '\x1e';
    private const int Ticks = 12;

    private AppFixture _app = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _app = await AppFixture.StartAsync(["--demo"]);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_tick_of_busy_traffic_costs_less_than_1_kB_on_average()
    {
        await Eventually.HoldsAsync("the made-up past has come", () => IsUpToDate(DemoModels.Fraud) && IsUpToDate(DemoModels.Demand), TimeSpan.FromSeconds(60), Cancel);

        var averages = await Task.WhenAll(
            MeasureAsync(DemoModels.Fraud, "-5m"), MeasureAsync(DemoModels.Fraud, "-1h"), MeasureAsync(DemoModels.Demand, "-15m"));

        Assert.All(averages, average => Assert.InRange(average, 1, 1_024));
    }

    private async Task<double> MeasureAsync(string model, string range)
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(_app.App.Address) { Scheme = "ws", Path = MetricsHub.Path }.Uri, Cancel);
        await SendAsync(socket, """{"protocol":"json","version":1}""");
        await SendAsync(socket, $$"""{"type":4,"invocationId":"1","target":"Watch","arguments":["{{model}}",null,"{{range}}",null]}""");
        var items = new List<string>();
        while (items.Count <= Ticks)
        {
            var records = (await ReceiveAsync(socket)).Split(RecordSeparator);
            items.AddRange(records.Where(record => record.StartsWith("{\"type\":2", StringComparison.Ordinal)));
        }

        var view = new WatchedView();
        items.ForEach(item => view.Take(JsonElement.Parse(item).GetProperty("item")));
        Assert.True(view.Figures["labelled"]!.GetValue<long>() > 0);
        // A version that comes makes one whole message; it is no tick's cost.
        var sizes = items.Skip(1).Where(item => !item.Contains("\"reset\":true", StringComparison.Ordinal)).Select(Encoding.UTF8.GetByteCount).ToList();
        Assert.True(sizes.Count >= Ticks - 2);
        output.WriteLine($"{model} {range}: first {items[0].Length}, then {string.Join(' ', sizes)}; average {sizes.Average():F0}\n{items[^1]}");
        return sizes.Average();
    }

    private bool IsUpToDate(string model)
    {
        var hour = new SnapshotKey(model, null, TimeRange.Last(TimeSpan.FromHours(1)));
        return _app.App.Services.GetRequiredService<SnapshotFeed>().Latest(hour)?.Snapshot.LastPrediction > DateTimeOffset.UtcNow.AddSeconds(-3);
    }

    private static async Task SendAsync(ClientWebSocket socket, string record) =>
        await socket.SendAsync(Encoding.UTF8.GetBytes(record + RecordSeparator), WebSocketMessageType.Text, endOfMessage: true, Cancel);

    private static async Task<string> ReceiveAsync(ClientWebSocket socket)
    {
        var message = new MemoryStream();
        var buffer = new byte[64 * 1024];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(buffer.AsMemory(), Cancel);
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return Encoding.UTF8.GetString(message.ToArray());
    }
}
