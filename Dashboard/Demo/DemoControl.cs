using Dashboard.Core.Ingestion;
using Dashboard.Core.Predictions;

namespace Dashboard.Demo;

/// <summary>Starts, stops and removes the built-in demo. Safe for concurrent use.</summary>
internal sealed partial class DemoControl(
    DemoStream stream, ModelCatalog catalog, EventWriter writer, ILogger<DemoControl> logger) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private CancellationTokenSource? _stop;
    private volatile Task _run = Task.CompletedTask;

    /// <summary>True while events are being made.</summary>
    public bool IsRunning => !_run.IsCompleted;

    /// <summary>True when there is anything for <see cref="RemoveAsync"/> to remove.</summary>
    public bool HasDemoData => catalog.Models.Any(model => model.IsDemo);

    /// <summary>Begins to send demo events; returns at once. Does nothing when running.</summary>
    public Task StartAsync() => ExclusivelyAsync(() =>
    {
        if (!IsRunning)
        {
            _stop?.Dispose();
            _stop = new CancellationTokenSource();
            var stop = _stop.Token;
            _run = Task.Run(() => RunAsync(stop), CancellationToken.None);
        }

        return Task.CompletedTask;
    });

    /// <summary>Returns when the last demo event has been answered.</summary>
    public Task StopAsync() => ExclusivelyAsync(StopRunAsync);

    /// <summary>Stops and deletes every event and figure of the demo's models. Returns when that is durable.</summary>
    /// <exception cref="RequestRefusedException">Storage is not available now; nothing, or not all, was removed.</exception>
    public Task RemoveAsync() => ExclusivelyAsync(async () =>
    {
        await StopRunAsync();
        foreach (var model in catalog.Models.Where(model => model.IsDemo))
        {
            await writer.RemoveModelAsync(model.Name);
        }
    });

    public void Dispose()
    {
        _stop?.Dispose();
        _gate.Dispose();
    }

    private async Task ExclusivelyAsync(Func<Task> step)
    {
        await _gate.WaitAsync();
        try
        {
            await step();
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task StopRunAsync()
    {
        if (_stop is not null)
        {
            await _stop.CancelAsync();
        }

        await _run;
    }

    private async Task RunAsync(CancellationToken stop)
    {
        try
        {
            await stream.RunAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The usual end.
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            LogFailed(failure.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The demo has stopped: {Reason}")]
    private partial void LogFailed(string reason);
}
