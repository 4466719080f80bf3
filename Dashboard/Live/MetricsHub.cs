using System.Runtime.CompilerServices;
using Dashboard.Core.Windowing;
using Microsoft.AspNetCore.SignalR;

namespace Dashboard.Live;

/// <summary>
/// Live figures for programs outside the process, at <c>/hubs/metrics</c>; documented in docs/live-api.md. Each stream has
/// a buffer of one snapshot: a client that reads slowly skips snapshots and delays nobody.
/// </summary>
public sealed class MetricsHub(SnapshotFeed feed, WatchRequest request, LiveOptions options) : Hub<IMetricsClient>
{
    public const string Path = "/hubs/metrics";

    /// <summary>Streams one view: the newest snapshot whole, then what changes each tick, until the client cancels.</summary>
    /// <param name="version">Null for all versions together.</param>
    /// <param name="range"><c>-5m</c> (the last five minutes) or two instants, <c>2026-03-01T00:00:00Z/2026-03-02T00:00:00Z</c>.</param>
    /// <param name="sinceNumber">The number of the last snapshot received before a reconnect, to get the missed ones; else null.</param>
    /// <exception cref="HubException">An argument is not understood, or a limit is reached; the message says which.</exception>
    public IAsyncEnumerable<SnapshotJson> Watch(string? model, string? version, string? range, long? sinceNumber, CancellationToken cancel) =>
        Stream(request.Read(model, version, range), sinceNumber, StreamCount.Of(Context), cancel);

    private async IAsyncEnumerable<SnapshotJson> Stream(
        SnapshotKey key, long? sinceNumber, StreamCount streams, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var place = streams.Take(options.MaxStreamsPerConnection);
        using var viewer = Subscribe(key);
        await foreach (var message in viewer.MessagesAsync(sinceNumber ?? 0, cancel))
        {
            yield return new SnapshotJson(message);
        }
    }

    private FeedSubscription Subscribe(SnapshotKey key)
    {
        try
        {
            return feed.Subscribe(key, isProgram: true);
        }
        catch (TooManyViewsException full)
        {
            throw new HubException(full.Message);
        }
    }
}
