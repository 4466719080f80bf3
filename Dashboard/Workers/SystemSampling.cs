using Dashboard.Core.SystemMetrics;
using Dashboard.Live;

namespace Dashboard.Workers;

/// <summary>Takes a system sample each second.</summary>
internal sealed partial class SystemSampling(SystemFeed feed, TimeProvider time, ILogger<SystemSampling> log) : BackgroundService
{
    private bool _hasFailed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(SystemSampler.Interval, time);
        do
        {
            TakeSample();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>The gauges are not worth the server: a failing reader is reported once and tried again each second.</summary>
    private void TakeSample()
    {
        try
        {
            feed.TakeSample();
            _hasFailed = false;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            if (!_hasFailed)
            {
                LogFailed(e);
            }

            _hasFailed = true;
        }
    }

    [LoggerMessage(LogLevel.Warning, "CPU and memory cannot be read; their gauges show the last values")]
    private partial void LogFailed(Exception e);
}
