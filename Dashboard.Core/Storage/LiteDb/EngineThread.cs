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

    /// <summary>What takes milliseconds has not ended after this: on some damage LiteDB goes round in circles for ever.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly BlockingCollection<Action> _work = new(MaxWaiting);
    private readonly Thread _thread;
    private readonly TimeProvider _time;
    private volatile bool _hasHung;

    public EngineThread(TimeProvider time)
    {
        _time = time;
        _thread = new Thread(Run) { IsBackground = true, Name = "storage" };
        _thread.Start();
    }

    /// <summary>Something did not come back, and never may: nothing else is done here any more.</summary>
    public bool HasHung => _hasHung;

    /// <summary>Runs on the engine's thread and completes elsewhere.</summary>
    /// <exception cref="UnreadableException">It did not come back in time: <see cref="HasHung"/>.</exception>
    public async Task<T> RunAsync<T>(Func<T> work)
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

        try
        {
            return await done.Task.WaitAsync(Deadline, _time);
        }
        catch (TimeoutException failure)
        {
            _hasHung = true;
            throw new UnreadableException($"the database did not answer within {Deadline.TotalSeconds:N0} s", failure);
        }
    }

    public Task RunAsync(Action work) => RunAsync(() =>
    {
        work();
        return true;
    });

    /// <summary>Finishes what is waiting, then ends the thread; one that hangs is left behind.</summary>
    public void Dispose()
    {
        _work.CompleteAdding();
        if (_hasHung)
        {
            return;
        }

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
