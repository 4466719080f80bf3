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

    /// <summary>Streams the snapshots of one view, beginning with the newest, until the client cancels.</summary>
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
        var sent = viewer.Latest is null ? 0 : sinceNumber ?? 0;
        var missed = viewer.Since(sent);
        foreach (var frame in missed.Frames)
        {
            yield return new SnapshotJson(missed.Reset ? frame.FullMessage : frame.Message);
            sent = frame.Number;
        }

        await foreach (var frame in viewer.Frames.ReadAllAsync(cancel))
        {
            if (frame.Number > sent)
            {
                yield return new SnapshotJson(frame.Number == sent + 1 ? frame.Message : frame.FullMessage);
                sent = frame.Number;
            }
        }
    }

    private FeedSubscription Subscribe(SnapshotKey key)
    {
        try
        {
            return feed.Subscribe(key);
        }
        catch (TooManyViewsException full)
        {
            throw new HubException(full.Message);
        }
    }
}
