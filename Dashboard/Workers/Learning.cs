using Dashboard.Core.Baselines;
using Dashboard.Core.Storage;

namespace Dashboard.Workers;

/// <summary>Has everything learned that can be, besides everything else: what is learned is not worth the server.</summary>
internal sealed partial class Learning(IEnumerable<ILearner> learners, TimeProvider time, ILogger<Learning> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    private readonly HashSet<ILearner> _failing = []; // Bounded by the learners.

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var learner in learners)
            {
                await LearnAsync(learner, stoppingToken);
            }
        }
    }

    /// <summary>Storage may be closed for a while, which the writer tells; any other failure is reported once and tried again.</summary>
    private async Task LearnAsync(ILearner learner, CancellationToken cancel)
    {
        try
        {
            await learner.LearnAsync(cancel);
            _failing.Remove(learner);
        }
        catch (StorageException)
        {
            // Next time.
        }
        catch (Exception failure) when (failure is not (OutOfMemoryException or OperationCanceledException))
        {
            if (_failing.Add(learner))
            {
                LogFailed(failure, learner.Subject);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Nothing can be learned of {Subject}; what was learned before stays as it is")]
    private partial void LogFailed(Exception failure, string subject);
}
