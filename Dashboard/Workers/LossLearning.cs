using Dashboard.Core.Baselines;
using Dashboard.Core.Storage;

namespace Dashboard.Workers;

/// <summary>Has regression models learned, besides everything else: estimates are not worth the server.</summary>
internal sealed partial class LossLearning(LossLearner learner, TimeProvider time, ILogger<LossLearning> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    private bool _hasFailed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await LearnAsync(stoppingToken);
        }
    }

    /// <summary>Storage may be closed for a while, which the writer tells; any other failure is reported once and tried again.</summary>
    private async Task LearnAsync(CancellationToken cancel)
    {
        try
        {
            await learner.LearnAsync(cancel);
            _hasFailed = false;
        }
        catch (StorageException)
        {
            // Next time.
        }
        catch (Exception failure) when (failure is not (OutOfMemoryException or OperationCanceledException))
        {
            if (!_hasFailed)
            {
                LogFailed(failure);
            }

            _hasFailed = true;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Nothing can be learned about regression models; their estimates stay as they are")]
    private partial void LogFailed(Exception failure);
}
