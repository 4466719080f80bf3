using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.Live;
using Dashboard.Tests.Hosting;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Tests.Live;

/// <summary>The public hub as an external client sees it: the real server, a real socket, Microsoft's client.</summary>
public sealed class MetricsHubTests : IAsyncLifetime
{
    private AppFixture _app = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await AppFixture.StartAsync(["--Live:Tick", "00:00:00.100", "--Live:MaxStreamsPerConnection", "3", "--Live:HubCallsPerSecond", "10"]);
        await _app.ReadyAsync();
        await PostAsync(1);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_client_receives_the_newest_snapshot_then_one_per_tick()
    {
        await using var hub = await ConnectAsync();

        var snapshots = await TakeAsync(Watch(hub, "fraud", null, "-15m"), 4);

        Assert.True(snapshots[0].GetProperty("reset").GetBoolean());
        var figures = snapshots[0].GetProperty("figures");
        Assert.Equal("fraud", figures.GetProperty("model").GetString());
        Assert.Equal("classification", figures.GetProperty("kind").GetString());
        Assert.Equal(1, figures.GetProperty("predictions").GetInt64());
        var first = Number(snapshots[0]);
        Assert.Equal([first, first + 1, first + 2, first + 3], snapshots.Select(Number));
        Assert.All(snapshots.Skip(1), s => Assert.False(s.GetProperty("reset").GetBoolean()));
    }

    [Fact]
    public async Task A_posted_event_reaches_the_client()
    {
        await using var hub = await ConnectAsync();
        await using var stream = Watch(hub, "fraud", "1", "-15m").GetAsyncEnumerator(Cancel);
        Assert.True(await stream.MoveNextAsync());
        var view = new WatchedView();
        view.Take(stream.Current);

        await PostAsync(2);

        while (view.Figures["predictions"]!.GetValue<long>() != 2)
        {
            Assert.True(await stream.MoveNextAsync());
            view.Take(stream.Current);
        }

        Assert.Contains(view.Points, point => point![5]!.GetValue<long>() == 2);
    }

    [Fact]
    public async Task After_a_reconnect_the_missed_snapshots_come_first_and_without_a_gap()
    {
        using var others = _app.App.Services.GetRequiredService<SnapshotFeed>().Subscribe(
            _app.App.Services.GetRequiredService<WatchRequest>().Read("fraud", null, "-15m"));
        long last;
        await using (var hub = await ConnectAsync())
        {
            last = Number((await TakeAsync(Watch(hub, "fraud", null, "-15m"), 2))[^1]);
        }

        await Eventually.HoldsAsync("five ticks pass", () => others.Latest!.Number >= last + 5, cancel: Cancel);
        await using var back = await ConnectAsync();
        var missed = await TakeAsync(Watch(back, "fraud", null, "-15m", last), 6);

        Assert.Equal(Enumerable.Range(1, 6).Select(i => last + i), missed.Select(Number));
        Assert.All(missed, s => Assert.False(s.GetProperty("reset").GetBoolean()));
    }

    [Fact]
    public async Task A_number_of_an_earlier_run_gives_the_whole_view()
    {
        await using var hub = await ConnectAsync();

        var snapshot = Assert.Single(await TakeAsync(Watch(hub, "fraud", null, "-15m", 12), 1));

        Assert.True(snapshot.GetProperty("reset").GetBoolean());
    }

    [Fact]
    public async Task A_client_that_never_reads_delays_nobody_and_is_held_at_one_frame()
    {
        await using var slow = await StuckClient.StartAsync(_app.App.Address, "fraud", Cancel);
        var feed = _app.App.Services.GetRequiredService<SnapshotFeed>();
        await Eventually.HoldsAsync("the stuck client is being fed", () => feed.Viewers == 1, cancel: Cancel);
        await using var hub = await ConnectAsync();

        var started = TimeProvider.System.GetTimestamp();
        var snapshots = await TakeAsync(Watch(hub, "fraud", null, "-15m"), 21);

        Assert.Equal(20, Number(snapshots[^1]) - Number(snapshots[0]));
        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 1.5, 4);
        Assert.Equal(2, feed.Viewers);
    }

    [Theory]
    [InlineData("nope", null, "-15m", "no such model")]
    [InlineData(null, null, "-15m", "no such model")]
    [InlineData("fraud", "9", "-15m", "no such version")]
    [InlineData("fraud", null, "", "must be like -5m")]
    [InlineData("fraud", null, null, "must be like -5m")]
    [InlineData("fraud", null, "5m", "must be like -5m")]
    [InlineData("fraud", null, "-1,5m", "whole number with a unit")]
    [InlineData("fraud", null, "-99999d", "400 days")]
    [InlineData("fraud", null, "-1s", "10 seconds")]
    [InlineData("fraud", null, "2026-03-02T00:00:00Z/2026-03-01T00:00:00Z", "10 seconds")]
    [InlineData("fraud", null, "2026-03-01T00:00:00/2026-03-02T00:00:00Z", "RFC 3339 with offset")]
    [InlineData("fraud", null, "a/b/c", "must be like -5m")]
    public async Task Arguments_that_make_no_sense_are_named(string? model, string? version, string? range, string expected)
    {
        await using var hub = await ConnectAsync();

        var refusal = await Assert.ThrowsAsync<HubException>(() => TakeAsync(Watch(hub, model, version, range), 1));

        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Junk_and_unknown_methods_end_in_an_error_without_detail()
    {
        await using var hub = await ConnectAsync();

        var junk = await Assert.ThrowsAsync<HubException>(() =>
            TakeAsync(hub.StreamAsync<JsonElement>("Watch", new { a = 1 }, 5, true, "x", Cancel), 1));
        var unknown = await Assert.ThrowsAsync<HubException>(() => hub.InvokeAsync("Drop", "tables", Cancel));

        Assert.DoesNotContain("System.", junk.Message, StringComparison.Ordinal);
        Assert.Contains("Method does not exist", unknown.Message, StringComparison.Ordinal);
        Assert.Single(await TakeAsync(Watch(hub, "fraud", null, "-15m"), 1));
    }

    [Fact]
    public async Task Streams_of_one_connection_are_bounded_and_given_back()
    {
        await using var hub = await ConnectAsync();
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var open = new List<IAsyncEnumerator<JsonElement>>();
        for (var i = 0; i < 3; i++)
        {
            open.Add(Watch(hub, "fraud", null, "-15m").GetAsyncEnumerator(leave.Token));
            Assert.True(await open[^1].MoveNextAsync());
        }

        var refusal = await Assert.ThrowsAsync<HubException>(() => TakeAsync(Watch(hub, "fraud", null, "-15m"), 1));
        Assert.Contains("3 streams already", refusal.Message, StringComparison.Ordinal);
        await leave.CancelAsync();
        var feed = _app.App.Services.GetRequiredService<SnapshotFeed>();
        await Eventually.HoldsAsync("the streams end", () => feed.Viewers == 0, cancel: Cancel);

        Assert.Single(await TakeAsync(Watch(hub, "fraud", null, "-15m"), 1));
    }

    [Fact]
    public async Task Calls_of_one_connection_are_limited_and_others_unaffected()
    {
        await using var hub = await ConnectAsync();
        await using var other = await ConnectAsync();

        var calls = Enumerable.Range(0, 60).Select(_ => Record.ExceptionAsync(() => TakeAsync(Watch(hub, "nope", null, "-15m"), 1)).AsTask());
        var refusals = await Task.WhenAll(calls);

        Assert.Contains(refusals, r => r!.Message.Contains("Too many calls", StringComparison.Ordinal));
        Assert.Single(await TakeAsync(Watch(other, "fraud", null, "-15m"), 1));
    }

    [Fact]
    public async Task New_models_are_announced()
    {
        await using var hub = Build();
        var announced = new TaskCompletionSource<IReadOnlyList<ModelSummary>>(TaskCreationOptions.RunContinuationsAsynchronously);
        hub.On<IReadOnlyList<ModelSummary>>("ModelsChanged", models =>
        {
            if (models.Any(m => m.Name == "demand"))
            {
                announced.TrySetResult(models);
            }
        });
        await hub.StartAsync(Cancel);

        await PostAsync(7, "demand");

        var models = await announced.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancel);
        Assert.Equal(["demand", "fraud"], models.Select(m => m.Name));
    }

    private static IAsyncEnumerable<JsonElement> Watch(HubConnection hub, string? model, string? version, string? range, long? since = null) =>
        hub.StreamAsync<JsonElement>("Watch", model, version, range, since, Cancel);

    private static async Task<List<JsonElement>> TakeAsync(IAsyncEnumerable<JsonElement> stream, int count)
    {
        var taken = new List<JsonElement>();
        await foreach (var snapshot in stream)
        {
            taken.Add(snapshot);
            if (taken.Count == count)
            {
                break;
            }
        }

        return taken;
    }

    private static long Number(JsonElement snapshot) => snapshot.GetProperty("number").GetInt64();

    private HubConnection Build() => new HubConnectionBuilder().WithUrl(new Uri(_app.App.Address, MetricsHub.Path)).Build();

    private async Task<HubConnection> ConnectAsync()
    {
        var hub = Build();
        await hub.StartAsync(Cancel);
        return hub;
    }

    private async Task PostAsync(int id, string model = "fraud")
    {
        using var answer = await _app.Http.PostAsJsonAsync("/api/v1/events", new { id = $"e{id}", model, prediction = "ok", latency_ms = 12.5 }, Cancel);
        Assert.Equal(System.Net.HttpStatusCode.Accepted, answer.StatusCode);
    }
}
