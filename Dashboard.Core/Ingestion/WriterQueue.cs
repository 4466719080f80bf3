using System.Threading.Channels;

namespace Dashboard.Core.Ingestion;

/// <summary>
/// Requests waiting for the writer. Bounded twice, by requests and by events (<see cref="IngestOptions.MaxQueuedRequests"/>,
/// <see cref="IngestOptions.MaxQueuedEvents"/>); what does not fit is refused and counted, never waited for.
/// </summary>
internal sealed class WriterQueue(IngestOptions options)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly Channel<QueuedWork> _channel = Channel.CreateBounded<QueuedWork>(
        new BoundedChannelOptions(options.MaxQueuedRequests) { SingleReader = true });

    private long _events;
    private long _refused;

    /// <summary>Events waiting.</summary>
    public long Events => Interlocked.Read(ref _events);

    /// <summary>Events refused because the queue was full.</summary>
    public long RefusedEvents => Interlocked.Read(ref _refused);

    public bool IsFull => Events >= options.MaxQueuedEvents;

    /// <exception cref="RequestRefusedException">429 <c>queue_full</c>.</exception>
    public void Enqueue(QueuedWork work)
    {
        var events = work.EventCount;
        if (Interlocked.Add(ref _events, events) - events >= options.MaxQueuedEvents || !_channel.Writer.TryWrite(work))
        {
            Interlocked.Add(ref _events, -events);
            Interlocked.Add(ref _refused, events);
            throw Full();
        }
    }

    /// <summary>Wakes the writer for its periodic work; a full queue keeps it awake anyway.</summary>
    public void Wake() => _channel.Writer.TryWrite(QueuedWork.Wake);

    public ValueTask<bool> WaitAsync(CancellationToken cancel) => _channel.Reader.WaitToReadAsync(cancel);

    public bool TryDequeue(out QueuedWork work)
    {
        if (!_channel.Reader.TryRead(out work!))
        {
            return false;
        }

        Interlocked.Add(ref _events, -work.EventCount);
        return true;
    }

    /// <summary>Answers everything that waits with a refusal.</summary>
    public void Refuse(RequestRefusedException reason)
    {
        while (TryDequeue(out var work))
        {
            work.Fail(reason);
        }
    }

    /// <summary>Refuses what waits and whatever comes later.</summary>
    public void Close(RequestRefusedException reason)
    {
        _channel.Writer.TryComplete();
        Refuse(reason);
    }

    public static RequestRefusedException Full() =>
        new(429, "queue_full", "more events are waiting than the writer can store; send again later", RetryAfter);
}

/// <summary>One thing for the writer to do: a request, a job that must run between commits, or just to wake.</summary>
internal sealed class QueuedWork
{
    public static readonly QueuedWork Wake = new();

    private readonly TaskCompletionSource<IngestReply> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private QueuedWork()
    {
    }

    public QueuedWork(IngestRequest request) => Request = request;

    public QueuedWork(Func<CancellationToken, ValueTask> job) => Job = job;

    public IngestRequest? Request { get; }

    public Func<CancellationToken, ValueTask>? Job { get; }

    public int EventCount => Request?.Events.Count ?? 0;

    public Task<IngestReply> Reply => _reply.Task;

    public void Complete(IngestReply reply)
    {
        Request?.Dispose();
        _reply.TrySetResult(reply);
    }

    public void Fail(Exception reason)
    {
        Request?.Dispose();
        _reply.TrySetException(reason);
    }
}
