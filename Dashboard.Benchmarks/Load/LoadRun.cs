using System.Diagnostics;

namespace Dashboard.Benchmarks.Load;

/// <summary>What all connections of one measurement share: the numbers still to send, the time, the counts.</summary>
internal sealed class LoadRun
{
    private readonly long _end;
    private readonly long _from;
    private readonly long _until;
    private long _next;
    private long _events;
    private long _acknowledged;
    private long _refused;
    private long _slowestRefusal;
    private long _closed;

    /// <summary>Sends the events numbered from <paramref name="first"/> until <paramref name="end"/>, or until the time is over.</summary>
    public LoadRun(long first, long end, TimeSpan warmUp, TimeSpan measured)
    {
        (_next, _end) = (first, end);
        var now = Stopwatch.GetTimestamp();
        _from = now + (long)(warmUp.TotalSeconds * Stopwatch.Frequency);
        _until = _from + (long)(measured.TotalSeconds * Stopwatch.Frequency);
    }

    /// <summary>Acknowledged in the measured time.</summary>
    public long Events => Interlocked.Read(ref _events);

    /// <summary>Acknowledged from first to last, warm-up and tail included.</summary>
    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    /// <summary>Requests answered with 429 or 503.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>The server may close a connection before it answers, as under overload; else that fails the run.</summary>
    public bool MayClose { get; init; }

    /// <summary>Connections it closed.</summary>
    public long Closed => Interlocked.Read(ref _closed);

    public TimeSpan SlowestRefusal => Stopwatch.GetElapsedTime(0, Interlocked.Read(ref _slowestRefusal));

    public bool TryTake(int count, out long first)
    {
        first = Interlocked.Add(ref _next, count) - count;
        return first + count <= _end && Stopwatch.GetTimestamp() < _until;
    }

    /// <returns>False when that must not happen.</returns>
    public bool CountClosed()
    {
        Interlocked.Increment(ref _closed);
        return MayClose;
    }

    /// <returns>True when it was acknowledged in the measured time.</returns>
    public bool Count(long startedAt, int status, int events)
    {
        var now = Stopwatch.GetTimestamp();
        if (status != 202)
        {
            Interlocked.Increment(ref _refused);
            KeepSlowestRefusal(now - startedAt);
            return false;
        }

        Interlocked.Add(ref _acknowledged, events);
        if (now < _from || now >= _until)
        {
            return false;
        }

        Interlocked.Add(ref _events, events);
        return true;
    }

    private void KeepSlowestRefusal(long duration)
    {
        long seen;
        while ((seen = Interlocked.Read(ref _slowestRefusal)) < duration
            && Interlocked.CompareExchange(ref _slowestRefusal, duration, seen) != seen)
        {
        }
    }
}
