using Dashboard.Core.Ingestion;
using Dashboard.Core.Storage;
using Dashboard.Core.SystemMetrics;
using Dashboard.Core.Windowing;
using Dashboard.Live;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dashboard.Endpoints;

/// <summary>What the server knows and how it fares.</summary>
internal static class StatusEndpoints
{
    public static void MapStatus(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/status", ReadStatus).Document(
            "Status", "GetStatus", "What the server knows and how it fares",
            "The account of received events, storage, joining, live views and the host.", []);

    private static Ok<StatusAnswer> ReadStatus(
        EventWriter writer, StorageSession session, Projection projection, SnapshotFeed feed, SystemFeed system) => TypedResults.Ok(new StatusAnswer(
            ReadinessAnswer.Of(writer.State),
            EventsAnswer.Of(writer),
            StorageAnswer.Of(session.Current?.Status),
            projection.Status,
            new LiveAnswer(feed.Viewers, feed.WatchedKeys, feed.Built, feed.Dropped, feed.Failed),
            system.Latest));
}

/// <param name="Storage">Null while storage is not open.</param>
/// <param name="System">Null in the first moments after the start.</param>
internal sealed record StatusAnswer(
    ReadinessAnswer Readiness, EventsAnswer Events, StorageAnswer? Storage, ProjectionStatus Projection, LiveAnswer Live, SystemSample? System);

/// <param name="Received">Over restarts; always accepted + duplicates + the sum of rejected.</param>
/// <param name="Refused">Since the start, because the queue was full; these were never received.</param>
internal sealed record EventsAnswer(
    long Received, long Accepted, long Duplicates, IReadOnlyDictionary<string, long> Rejected, long Queued, long Refused)
{
    public static EventsAnswer Of(EventWriter writer)
    {
        var ledger = writer.Ledger;
        return new(ledger.Received, ledger.Accepted, ledger.Duplicates, ledger.Rejected, writer.QueuedEvents, writer.RefusedEvents);
    }
}

internal sealed record StorageAnswer(
    string Engine, long StoredEvents, long EventBytes, long FileBytes, long DamagedBlocks, long DamagedEvents, IReadOnlyList<string> Notices)
{
    public static StorageAnswer? Of(StorageStatus? status) => status is null ? null : new(
        status.Engine, status.StoredEvents, status.EventBytes, status.FileBytes, status.DamagedBlocks, status.DamagedEvents, status.Notices);
}

internal sealed record LiveAnswer(int Viewers, int WatchedKeys, long SnapshotsBuilt, long FramesDropped, long BuildsFailed);
