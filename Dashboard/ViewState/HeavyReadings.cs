using Dashboard.Core.Windowing;

namespace Dashboard.ViewState;

/// <summary>
/// Where readings that are too heavy for a tick take their turn: off the pages' own threads, and a few at a time however many
/// viewers ask, so that events and ticks go on.
/// </summary>
public sealed class HeavyReadings(Projection projection) : IDisposable
{
    private readonly SemaphoreSlim _turns = new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <summary>The result of a reading; its exception is the caller's.</summary>
    public Task<T> RunAsync<T>(Func<Projection, T> read, CancellationToken cancel) => RunAsync(() => Task.FromResult(read(projection)), cancel);

    /// <summary>The same for what is not in memory.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> read, CancellationToken cancel)
    {
        await _turns.WaitAsync(cancel);
        try
        {
            return await Task.Run(read, cancel);
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();
}
