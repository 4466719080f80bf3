using Dashboard.Core.Baselines;
using Dashboard.Core.Storage;

namespace Dashboard.Workers;

/// <summary>Has regression models learned, besides everything else: estimates are worth no more than that.</summary>
internal sealed partial class LossLearning(LossLearner learner, TimeProvider time, ILogger<LossLearning> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await learner.LearnAsync(stoppingToken);
            }
            catch (StorageException notNow)
            {
                LogSkipped(notNow.Message);
            }
        }
    }

    [LoggerMessage(LogLevel.Debug, "Nothing was learned this time: {Reason}")]
    private partial void LogSkipped(string reason);
}
