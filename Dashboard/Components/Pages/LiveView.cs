using Dashboard.Components.Charts;
using Dashboard.Core.Windowing;
using Dashboard.Live;
using Dashboard.ViewState;

namespace Dashboard.Components.Pages;

/// <summary>
/// One viewer's loop: takes the newest frame of the watched key, shows it, and sends the charts what they lack. At most one
/// call into the browser is under way; frames that come meanwhile are caught up with in the next call. Everything runs on
/// the circuit's own dispatcher.
/// </summary>
public sealed class LiveView(SnapshotFeed feed, CircuitConnection connection, ChartLink charts) : IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private FeedSubscription? _subscription;
    private long _drawn;
    private SnapshotFrame? _seen; // The newest that reached the browser.
    private int _losses;

    /// <summary>Called after <see cref="Frame"/> or <see cref="MissedUpdates"/> changed.</summary>
    public event Action? Changed;

    /// <summary>What is on screen; null before the first frame of the key.</summary>
    public SnapshotFrame? Frame { get; private set; }

    public SnapshotKey? Key { get; private set; }

    public bool IsPaused { get; private set; }

    /// <summary>Frames that came while paused.</summary>
    public long MissedUpdates { get; private set; }

    /// <summary>Shows a key without following it: for prerendering.</summary>
    public void Show(SnapshotKey key)
    {
        Key = key;
        Frame = feed.Latest(key);
    }

    /// <summary>Follows a key from now on, instead of the one before. The newest frame is there when this returns, paused or not.</summary>
    public void Follow(SnapshotKey key)
    {
        Leave();
        _subscription = feed.Subscribe(key);
        (Key, Frame, MissedUpdates) = (key, _subscription.Latest, 0);
        _losses = connection.Losses;
        _ = RunAsync(_subscription, _closed.Token);
    }

    /// <summary>Follows nothing and shows nothing.</summary>
    public void Leave()
    {
        _subscription?.Dispose();
        (_subscription, Key, Frame, _seen, _drawn) = (null, null, null, null, 0);
    }

    /// <summary>Stops or resumes the numbers of this viewer; nobody else notices.</summary>
    public async Task PauseAsync(bool isPaused)
    {
        var resumes = IsPaused && !isPaused;
        IsPaused = isPaused;
        if (resumes && _subscription is { Latest: { } latest } subscription)
        {
            MissedUpdates = 0;
            await TakeAsync(subscription, latest, _closed.Token);
        }
    }

    public void Dispose()
    {
        _subscription?.Dispose();
        _closed.Cancel();
        _closed.Dispose();
    }

    private async Task RunAsync(FeedSubscription subscription, CancellationToken cancel)
    {
        try
        {
            // Ends when the subscription is disposed: its channel completes.
            await foreach (var frame in subscription.Frames.ReadAllAsync(cancel))
            {
                await connection.WaitUpAsync(cancel);
                if (subscription == _subscription)
                {
                    TellAbsence(subscription);
                    await TakeAsync(subscription, frame, cancel);
                }
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The page was closed.
        }
    }

    /// <summary>The frame at hand may be from before the loss; the newest is not.</summary>
    private void TellAbsence(FeedSubscription subscription)
    {
        if (connection.Losses != _losses && _seen is { } seen && subscription.Latest is { } latest)
        {
            connection.Tell(Absence.Between(seen.Snapshot, latest.Snapshot));
        }

        _losses = connection.Losses;
    }

    private async Task TakeAsync(FeedSubscription subscription, SnapshotFrame frame, CancellationToken cancel)
    {
        if (IsPaused && Frame is { } shown)
        {
            MissedUpdates += frame.Number > shown.Number ? 1 : 0;
            _seen = frame;
            Changed?.Invoke();
            await DrawAgainAsync(shown, cancel);
            return;
        }

        Frame = frame;
        Changed?.Invoke();
        await DrawAsync(subscription, cancel);
    }

    /// <summary>A paused view is drawn once, as it stands.</summary>
    private async Task DrawAgainAsync(SnapshotFrame shown, CancellationToken cancel)
    {
        if (_drawn == 0 && await charts.PushAsync(shown.Full, cancel))
        {
            _drawn = shown.Number;
        }
    }

    /// <summary>After a lost call nobody knows what the charts show, so the next tick sends the whole view.</summary>
    private async Task DrawAsync(FeedSubscription subscription, CancellationToken cancel)
    {
        var missing = subscription.CatchUp(_drawn);
        foreach (var frame in missing.Frames)
        {
            var arrived = await charts.PushAsync(missing.Reset ? frame.Full : frame.Delta, cancel);
            _drawn = arrived ? frame.Number : 0;
            if (!arrived)
            {
                return;
            }

            _seen = frame;
        }
    }
}
