using Dashboard.Core.Windowing;

namespace Dashboard.Live;

/// <summary>There are as many watched keys as the server allows; try again when some viewers have left.</summary>
public sealed class TooManyViewsException(int limit)
    : Exception($"This server already keeps {limit} different views up to date. Choose a view that is open elsewhere, or raise Live:MaxWatchedKeys.");

/// <summary>
/// The in-process feed of live figures: one snapshot and one delta per watched key and tick, shared by all its viewers.
/// Keys nobody watches are not built.
/// </summary>
public sealed class SnapshotFeed(BuildSnapshot build, LiveOptions options, TimeProvider time, ILogger<SnapshotFeed> log)
{
    private readonly Dictionary<SnapshotKey, WatchedKey> _keys = []; // Bounded by MaxWatchedKeys. Guarded by _gate.
    private readonly Lock _gate = new();
    private long _built;
    private long _dropped;
    private long _failed;

    /// <summary>Snapshots built since start.</summary>
    public long Built => Interlocked.Read(ref _built);

    /// <summary>Frames a slow viewer never read because a newer one came.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Builds that threw; the key's viewers kept their last frame.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    public int WatchedKeys => Count(static _ => 1);

    public int Viewers => Count(static k => k.ViewerCount);

    /// <summary>Starts watching. The newest frame is ready to read when this returns.</summary>
    /// <param name="isProgram">The viewer reads <see cref="SnapshotFrame.Message"/>: a client of the hub.</param>
    /// <exception cref="TooManyViewsException">No room for one more key.</exception>
    public FeedSubscription Subscribe(SnapshotKey key, bool isProgram = false)
    {
        var now = time.GetUtcNow();
        FeedSubscription viewer;
        lock (_gate)
        {
            viewer = new FeedSubscription(this, GetOrAdd(key, now));
            viewer.Watched.Add(viewer);
        }

        if (isProgram)
        {
            viewer.Watched.WriteMessages();
        }

        if (!TryAdvance(viewer.Watched, key, now, options.Tick) && viewer.Latest is { } latest)
        {
            viewer.Offer(latest);
        }

        return viewer;
    }

    /// <summary>A frame at most one tick old without watching, for prerendering; null when it could not be built.</summary>
    /// <exception cref="TooManyViewsException">No room for one more key.</exception>
    public SnapshotFrame? Latest(SnapshotKey key)
    {
        var now = time.GetUtcNow();
        WatchedKey watched;
        lock (_gate)
        {
            watched = GetOrAdd(key, now);
        }

        TryAdvance(watched, key, now, options.Tick);
        return watched.Latest;
    }

    /// <summary>One tick: builds and hands out a frame for every key with a viewer, and forgets keys long unwatched.</summary>
    public void Publish()
    {
        var now = time.GetUtcNow();
        KeyValuePair<SnapshotKey, WatchedKey>[] watched;
        lock (_gate)
        {
            Forget(k => now - k.LastUsed > options.Linger);
            watched = [.. _keys.Where(k => k.Value.HasViewers)];
        }

        foreach (var (key, value) in watched)
        {
            TryAdvance(value, key, now, TimeSpan.Zero);
        }
    }

    internal void CountDropped() => Interlocked.Increment(ref _dropped);

    internal void Leave(FeedSubscription viewer)
    {
        lock (_gate)
        {
            viewer.Watched.Remove(viewer, time.GetUtcNow());
        }
    }

    /// <summary>One failing key must not stop the others, nor the page that only wanted to open.</summary>
    private bool TryAdvance(WatchedKey watched, SnapshotKey key, DateTimeOffset now, TimeSpan maxAge)
    {
        try
        {
            var isNew = watched.Advance(now, maxAge);
            Interlocked.Add(ref _built, isNew ? 1 : 0);
            return isNew;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            if (Interlocked.Increment(ref _failed) is var count && (count & (count - 1)) == 0)
            {
                // At the 1st, 2nd, 4th, 8th ... failure: a broken key fails every tick and must not fill the log.
                log.LogError(e, "Snapshot of model {Model} could not be built ({Count} failures so far)", key.Model, count);
            }

            return false;
        }
    }

    private WatchedKey GetOrAdd(SnapshotKey key, DateTimeOffset now)
    {
        if (_keys.TryGetValue(key, out var known))
        {
            return known;
        }

        if (_keys.Count >= options.MaxWatchedKeys)
        {
            ForgetOldestUnwatched();
        }

        return _keys[key] = new WatchedKey(key, build, options, now);
    }

    private void ForgetOldestUnwatched()
    {
        var unwatched = _keys.Where(k => !k.Value.HasViewers).ToList();
        if (unwatched.Count == 0)
        {
            throw new TooManyViewsException(options.MaxWatchedKeys);
        }

        _keys.Remove(unwatched.MinBy(k => k.Value.LastUsed).Key);
    }

    private void Forget(Func<WatchedKey, bool> isStale)
    {
        foreach (var key in _keys.Where(k => !k.Value.HasViewers && isStale(k.Value)).Select(k => k.Key).ToList())
        {
            _keys.Remove(key);
        }
    }

    private int Count(Func<WatchedKey, int> of)
    {
        lock (_gate)
        {
            return _keys.Values.Sum(of);
        }
    }
}
