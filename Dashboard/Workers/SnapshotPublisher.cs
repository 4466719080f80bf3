using Dashboard.Live;

namespace Dashboard.Workers;

/// <summary>The one timer behind every live view.</summary>
internal sealed class SnapshotPublisher(SnapshotFeed feed, ModelAnnouncer announcer, LiveOptions options, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Tick, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            feed.Publish();
            announcer.Tick();
        }
    }
}
