using Dashboard.Core.Windowing;

namespace Dashboard.Live;

/// <summary>Builds one snapshot; <see cref="Projection.Build"/> in the product.</summary>
public delegate Snapshot BuildSnapshot(SnapshotKey key, long number, DateTimeOffset asOf, Snapshot? previous);

/// <summary>What a viewer lacks: the frames it missed, oldest first, or, when <paramref name="Reset"/>, the newest alone in its full form.</summary>
public readonly record struct CatchUp(bool Reset, IReadOnlyList<SnapshotFrame> Frames)
{
    public static readonly CatchUp Nothing = new(false, []);
}

/// <summary>One key: its newest frames and who reads them. All members are safe for concurrent use.</summary>
internal sealed class WatchedKey(SnapshotKey key, BuildSnapshot build, LiveOptions options, DateTimeOffset now)
{
    private readonly Lock _gate = new();
    private readonly Queue<SnapshotFrame> _history = new(); // Bounded by HistoryFrames and HistoryBytes.
    private int _historyBytes;
    private readonly PointTurns _turns = new();
    private readonly OutlookTurns _outlook = new();
    private FeedSubscription[] _viewers = []; // Replaced, never changed. One per open page or stream.
    private bool _hasPrograms; // A hub client watches or has watched; only then are messages written.
    private byte[]? _figures; // Of the newest frame, for the next message.

    /// <summary>
    /// Numbers start at the time the key was made, in ms. They rise by one a tick, slower than the clock, so a number
    /// handed out before a restart lies below those handed out after it and is answered with a reset.
    /// </summary>
    private long _lastNumber = now.ToUnixTimeMilliseconds();

    public SnapshotFrame? Latest { get; private set; }

    public DateTimeOffset LastUsed { get; private set; } = now;

    public bool HasViewers => _viewers.Length > 0;

    public int ViewerCount => _viewers.Length;

    public void Add(FeedSubscription viewer)
    {
        lock (_gate)
        {
            _viewers = [.. _viewers, viewer];
        }
    }

    /// <summary>From the next frame on, frames carry <see cref="SnapshotFrame.Change"/>. It never ends: a client may come back for those it missed.</summary>
    public void WriteMessages()
    {
        lock (_gate)
        {
            _hasPrograms = true;
            _figures ??= Latest is { } latest ? SnapshotMessage.WriteFigures(latest.Snapshot) : null;
        }
    }

    public void Remove(FeedSubscription viewer, DateTimeOffset at)
    {
        lock (_gate)
        {
            _viewers = [.. _viewers.Where(v => v != viewer)];
            LastUsed = at;
        }
    }

    /// <summary>Builds the next frame, hands it to all viewers and returns true, unless one newer than <paramref name="maxAge"/> is there.</summary>
    public bool Advance(DateTimeOffset at, TimeSpan maxAge)
    {
        lock (_gate)
        {
            LastUsed = at;
            if (Latest is { } latest && at - latest.Snapshot.AsOf < maxAge)
            {
                return false;
            }

            var frame = Next(Latest?.Snapshot, at);
            Latest = frame;
            Keep(frame);
            foreach (var viewer in _viewers)
            {
                viewer.Offer(frame);
            }

            return true;
        }
    }

    /// <summary>All frames after <paramref name="number"/>; a reset when they are no longer kept or the number is not ours.</summary>
    public CatchUp Since(long number)
    {
        lock (_gate)
        {
            if (Latest is not { } latest || number == latest.Number)
            {
                return CatchUp.Nothing;
            }

            var isKept = number < latest.Number && number >= _history.Peek().Number - 1 && number > 0;
            return isKept ? new(false, [.. _history.Where(f => f.Number > number)]) : new(true, [latest]);
        }
    }

    private SnapshotFrame Next(Snapshot? before, DateTimeOffset at)
    {
        var snapshot = build(key, _lastNumber + 1, at, before);
        _lastNumber++;
        var isReset = before is null || before.Series.Step != snapshot.Series.Step || before.OutcomeKind != snapshot.OutcomeKind;
        IReadOnlyList<SeriesPoint> changed = snapshot.Series.Points;
        if (!isReset)
        {
            (var points, changed) = _turns.Take(before!.Series.Points, changed);
            snapshot = snapshot with { Series = snapshot.Series with { Points = points } };
        }

        var delta = ChartDelta.Write(snapshot, changed, _outlook.Take(snapshot.Outlook, isReset), isReset ? null : before!.Latency, isReset);
        return new SnapshotFrame(snapshot, delta, snapshot.Number) { Changed = changed, IsReset = isReset, Change = NextChange(snapshot, changed, isReset) };
    }

    private byte[]? NextChange(Snapshot snapshot, IReadOnlyList<SeriesPoint> changed, bool isReset)
    {
        if (!_hasPrograms)
        {
            return null;
        }

        var figures = SnapshotMessage.WriteFigures(snapshot);
        var change = _figures is { } before && !isReset ? SnapshotMessage.WriteChange(snapshot.Number, before, figures, changed) : null;
        _figures = figures;
        return change;
    }

    private void Keep(SnapshotFrame frame)
    {
        _history.Enqueue(frame);
        _historyBytes += frame.EstimatedBytes;
        while (_history.Count > 1 && (_history.Count > options.HistoryFrames || _historyBytes > options.HistoryBytes))
        {
            _historyBytes -= _history.Dequeue().EstimatedBytes;
        }
    }
}
