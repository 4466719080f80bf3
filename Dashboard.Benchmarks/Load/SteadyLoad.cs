using Dashboard.Benchmarks.Servers;

namespace Dashboard.Benchmarks.Load;

/// <summary>A modest stream of events in the background until it is disposed.</summary>
internal sealed class SteadyLoad : IDisposable
{
    private const int RequestsPerSecond = 10;

    private readonly CancellationTokenSource _stop = new();

    public SteadyLoad(ServerProcess server, int eventsPerSecond) => FirstAnswer = StartAsync(server, eventsPerSecond / RequestsPerSecond);

    /// <summary>Completes when the server knows the model.</summary>
    public Task FirstAnswer { get; }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private async Task StartAsync(ServerProcess server, int batch)
    {
        await LoadGenerator.SendAsync(server, 1, () => new PredictionRequest(batch, server.Port), 0, batch);
        _ = RunAsync(server, batch, _stop.Token);
    }

    private static async Task RunAsync(ServerProcess server, int batch, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1) / RequestsPerSecond);
        try
        {
            for (long first = batch; await timer.WaitForNextTickAsync(stop); first += batch)
            {
                await LoadGenerator.SendAsync(server, 1, () => new PredictionRequest(batch, server.Port), first, batch);
            }
        }
        catch (OperationCanceledException)
        {
            // Over.
        }
    }
}
