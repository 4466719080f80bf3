using System.Globalization;
using Dashboard.Tests.Hosting;

namespace Dashboard.Tests.Faults;

/// <summary>The process ends at any instant; nothing that was acknowledged does.</summary>
[Collection(nameof(ProcessFaults))]
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private const int Senders = 6;

    private readonly TemporaryDirectory _data = new();
    private readonly Random _random = new(20_261_123);
    private readonly List<LoadSender> _senders = [.. Enumerable.Range(0, Senders).Select(number => new LoadSender(number))];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>20, or as many as <c>DASHBOARD_KILL_ROUNDS</c> says.</summary>
    private static int Rounds =>
        int.Parse(Environment.GetEnvironmentVariable("DASHBOARD_KILL_ROUNDS") ?? "20", CultureInfo.InvariantCulture);

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Kill_9_loses_nothing_acknowledged_and_stores_nothing_twice()
    {
        for (var round = 1; round <= Rounds; round++)
        {
            await LoadUntilKilledAsync(TimeSpan.FromMilliseconds(_random.Next(20, 600)));
            if (round % 5 == 0)
            {
                await RequireStoredAsync(settle: false);
            }
        }

        await RequireStoredAsync(settle: true);
        output.WriteLine($"{Rounds} kills, {_senders.Sum(sender => sender.AcknowledgedEvents):N0} events acknowledged, none lost, none twice");
        Assert.All(_senders, sender => Assert.NotEqual(0, sender.Acknowledged));
    }

    [Fact]
    public async Task Sigterm_under_load_ends_with_0_within_10_seconds_and_loses_nothing()
    {
        for (var round = 0; round < 3; round++)
        {
            var (process, client) = await AppProcess.StartAsync(_data.Path);
            await using var app = process;
            using var http = client;
            var load = Task.WhenAll(_senders.Select(sender => sender.RunAsync(http, Cancel)));
            await SomeProgressAsync();

            var started = TimeProvider.System.GetTimestamp();
            Assert.Equal(0, await app.TerminateAsync());
            Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 0, 10);
            await load;
        }

        await RequireStoredAsync(settle: true);
    }

    private async Task LoadUntilKilledAsync(TimeSpan life)
    {
        var (process, client) = await AppProcess.StartAsync(_data.Path);
        await using var app = process;
        using var http = client;
        var load = Task.WhenAll(_senders.Select(sender => sender.RunAsync(http, Cancel)));
        await SomeProgressAsync();
        using var timer = new PeriodicTimer(life); // The instant of death, not a wait for something to happen.
        await timer.WaitForNextTickAsync(Cancel);
        await app.KillAsync();
        await load;
    }

    private async Task SomeProgressAsync()
    {
        var before = _senders.Sum(sender => sender.Acknowledged);
        await Eventually.HoldsAsync("a batch is acknowledged", () => _senders.Sum(sender => sender.Acknowledged) > before, cancel: Cancel);
    }

    private async Task RequireStoredAsync(bool settle)
    {
        var (process, client) = await AppProcess.StartAsync(_data.Path);
        await using var app = process;
        using var http = client;
        if (settle)
        {
            await Task.WhenAll(_senders.Select(sender => sender.SettleAsync(http)));
        }

        var stored = new StoredTruth(http);
        await stored.RequireAsync(_senders);
        if (settle)
        {
            await stored.RequireExactAccountAsync(_senders);
        }
    }
}
