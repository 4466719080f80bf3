using Microsoft.AspNetCore.SignalR;

namespace Dashboard.Live;

/// <summary>The open streams of one hub connection.</summary>
internal sealed class StreamCount
{
    private int _open;

    /// <summary>Calls of one connection run one after another, so nobody else adds the item meanwhile.</summary>
    public static StreamCount Of(HubCallerContext connection)
    {
        if (connection.Items.TryGetValue(typeof(StreamCount), out var known))
        {
            return (StreamCount)known!;
        }

        var count = new StreamCount();
        connection.Items[typeof(StreamCount)] = count;
        return count;
    }

    /// <returns>The place of one more stream; dispose when it ends.</returns>
    /// <exception cref="HubException">There are <paramref name="limit"/> open streams.</exception>
    public IDisposable Take(int limit)
    {
        if (Interlocked.Increment(ref _open) <= limit)
        {
            return new Place(this);
        }

        Interlocked.Decrement(ref _open);
        throw new HubException($"This connection has {limit} streams already; cancel one first.");
    }

    private sealed class Place(StreamCount count) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref count._open);
    }
}
