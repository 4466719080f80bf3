using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Dashboard.Live;

/// <summary>
/// One viewer's place at a key. It holds at most one unread frame: a viewer that reads slowly loses frames in between and
/// asks <see cref="CatchUp"/> for them, but never delays anyone. Dispose to leave.
/// </summary>
public sealed class FeedSubscription : IDisposable
{
    private readonly SnapshotFeed _feed;
    private readonly Channel<SnapshotFrame> _unread;
    private int _isDisposed;

    internal FeedSubscription(SnapshotFeed feed, WatchedKey watched)
    {
        _feed = feed;
        Watched = watched;
        var latestOnly = new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest };
        _unread = Channel.CreateBounded<SnapshotFrame>(latestOnly, _ => feed.CountDropped());
    }

    /// <summary>The newest frame; null only while the key could not be built yet.</summary>
    public SnapshotFrame? Latest => Watched.Latest;

    /// <summary>Frames as they are made, starting with the one that was newest when the subscription began.</summary>
    public ChannelReader<SnapshotFrame> Frames => _unread.Reader;

    internal WatchedKey Watched { get; }

    /// <summary>
    /// Every frame after <paramref name="number"/>, oldest first. When they are no longer kept, or the number is of an
    /// earlier run of the server, a reset: only the newest frame, to be shown through <see cref="SnapshotFrame.Full"/>.
    /// </summary>
    public CatchUp Since(long number) => Watched.Since(number);

    /// <summary>
    /// As <see cref="Since"/>, for a chart: a reset also when the missed deltas are longer than the whole view.
    /// </summary>
    public CatchUp CatchUp(long number)
    {
        var missed = Watched.Since(number);
        if (missed.Reset || missed.Frames.Count <= 1)
        {
            return missed;
        }

        var newest = missed.Frames[^1];
        return missed.Frames.Sum(f => f.Delta.Length) <= newest.Full.Length ? missed : new(true, [newest]);
    }

    /// <summary>
    /// Messages for a hub client, each to be applied to the one before: first what it lacks, then one per frame, until the
    /// subscription is disposed. Where frames were lost on the way, the newest in full.
    /// </summary>
    /// <param name="sinceNumber">The last number the client has; 0 for none.</param>
    internal async IAsyncEnumerable<ReadOnlyMemory<byte>> MessagesAsync(long sinceNumber, [EnumeratorCancellation] CancellationToken cancel)
    {
        var sent = Latest is null ? 0 : sinceNumber;
        var missed = Since(sent);
        foreach (var frame in missed.Frames)
        {
            yield return missed.Reset ? frame.FullMessage : frame.Message;
            sent = frame.Number;
        }

        await foreach (var frame in Frames.ReadAllAsync(cancel))
        {
            if (frame.Number > sent)
            {
                yield return frame.Number == sent + 1 ? frame.Message : frame.FullMessage;
                sent = frame.Number;
            }
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            _feed.Leave(this);
            _unread.Writer.TryComplete();
        }
    }

    internal void Offer(SnapshotFrame frame) => _unread.Writer.TryWrite(frame);
}
