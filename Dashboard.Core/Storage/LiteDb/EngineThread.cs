using System.Collections.Concurrent;

namespace Dashboard.Core.Storage.LiteDb;

/// <summary>
/// The one thread that may touch LiteDB: its transactions belong to threads and its cache breaks under concurrent readers
/// (docs/decisions/0001). Work is done in the order it was asked for, so neither reads nor commits starve.
/// </summary>
internal sealed class EngineThread : IDisposable
{
    /// <summary>One commit, one merge step and a few readers at a time are all there is; more would be a defect.</summary>
    private const int MaxWaiting = 1_024;

    private readonly BlockingCollection<Action> _work = new(MaxWaiting);
    private readonly Thread _thread;

    public EngineThread()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "storage" };
        _thread.Start();
    }

    /// <summary>Runs on the engine's thread and completes elsewhere.</summary>
    public Task<T> RunAsync<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Do()
        {
            try
            {
                done.SetResult(work());
            }
            catch (Exception failure)
            {
                done.SetException(failure);
            }
        }

        try
        {
            _work.Add(Do);
        }
        catch (InvalidOperationException)
        {
            throw new StorageException("storage is closed");
        }

        return done.Task;
    }

    public Task RunAsync(Action work) => RunAsync(() =>
    {
        work();
        return true;
    });

    /// <summary>Finishes what is waiting, then ends the thread.</summary>
    public void Dispose()
    {
        _work.CompleteAdding();
        if (Thread.CurrentThread != _thread)
        {
            _thread.Join();
        }

        _work.Dispose();
    }

    private void Run()
    {
        foreach (var work in _work.GetConsumingEnumerable())
        {
            work();
        }
    }
}
