using Dashboard.Core.Ingestion;

namespace Dashboard.Workers;

/// <summary>Runs the event writer for as long as the host runs, logs what it says and stops the process when it must.</summary>
internal sealed partial class EventWriting(
    EventWriter writer, IHostApplicationLifetime lifetime, ILogger<EventWriting> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        writer.PhaseChanged += Log;
        await writer.RunAsync(stoppingToken);
        if (writer.State.Phase == WriterPhase.Failed)
        {
            Environment.ExitCode = writer.State.ExitCode;
            lifetime.StopApplication();
        }
    }

    private void Log(WriterState state)
    {
        switch (state.Phase)
        {
            case WriterPhase.Suspended:
                LogSuspended(state.Code, state.Message);
                break;
            case WriterPhase.Failed:
                LogFailed(state.Message);
                break;
            case WriterPhase.Ready:
                LogReady(writer.Ledger.Accepted);
                break;
        }
    }

    [LoggerMessage(LogLevel.Information, "Ready for events; {Accepted} accepted so far")]
    private partial void LogReady(long accepted);

    [LoggerMessage(LogLevel.Error, "Events are refused ({Code}): {Reason}")]
    private partial void LogSuspended(string code, string reason);

    [LoggerMessage(LogLevel.Critical, "Stopping: {Reason}")]
    private partial void LogFailed(string reason);
}
