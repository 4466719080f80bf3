using System.Diagnostics;
using System.Reflection;
using Dashboard.Core.Ingestion;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;
using Dashboard.Core.Windowing;

namespace Dashboard.Live;

/// <summary>Gathers what the rooms count anyway. Safe for concurrent use.</summary>
internal sealed class ServerReports(
    EventWriter writer, StorageSession session, IStorageEngine engine, Projection projection, SnapshotFeed feed, ModelCatalog catalog,
    StorageOptions storage, IngestOptions ingest, WindowingOptions windows, LiveOptions live, TimeProvider time) : IServerReports
{
    private static readonly TimeSpan OldestAge = TimeSpan.FromMinutes(1);
    private static readonly string Version = typeof(ServerReports).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";

    private (DateTimeOffset? Received, long ReadAt)? _oldest;

    public async ValueTask<ServerReport> ReadAsync(CancellationToken cancel)
    {
        var status = projection.Status;
        var stored = session.Current?.Status;
        var oldest = await OldestAsync(cancel);
        using var process = Process.GetCurrentProcess();
        return new ServerReport(
            Version, time.GetUtcNow() - process.StartTime.ToUniversalTime(), writer.State, writer.Ledger, writer.RefusedEvents, status, stored, oldest,
            engine.FreeBytes(), storage.Retention, new LiveReport(feed.Viewers, feed.WatchedKeys, feed.Built, feed.Dropped, feed.Failed),
            [.. Bounds(status, stored)]);
    }

    private IEnumerable<BoundedUse> Bounds(ProjectionStatus status, StorageStatus? stored) =>
    [
        new("Events waiting for the writer", writer.QueuedEvents, ingest.MaxQueuedEvents, writer.RefusedEvents, "Ingest:MaxQueuedEvents", "refused with 429, to be sent again"),
        new("Stored events", stored?.EventBytes ?? 0, storage.MaxEventBytes, 0, "Storage:MaxEventBytes", "the oldest are deleted") { IsBytes = true },
        new("Predictions open for ground truth", status.OpenPredictions, storage.MaxOpenPredictions, status.ForgottenPredictions, "Storage:MaxOpenPredictions", "the oldest are forgotten"),
        new("Ground truths waiting", status.ParkedTruths, storage.MaxParkedTruths, status.DroppedTruths, "Storage:MaxParkedTruths", "the oldest are dropped"),
        new("Cells of models", status.Cells, windows.MaxCells, status.DroppedCells, "Windowing:MaxCells", "the oldest of the finest go"),
        new("Cells of segments", status.SegmentCells, windows.MaxSegmentCells, status.DroppedSegmentCells, "Windowing:MaxSegmentCells", "the oldest of the finest go"),
        new("Models", catalog.Models.Count, catalog.Limits.Models, 0, "Limits:Models", "events of another are rejected"),
        new("Live views", feed.WatchedKeys, live.MaxWatchedKeys, 0, "Live:MaxWatchedKeys", "another view is refused"),
    ];

    private async ValueTask<DateTimeOffset?> OldestAsync(CancellationToken cancel)
    {
        if (_oldest is { } known && time.GetElapsedTime(known.ReadAt) < OldestAge)
        {
            return known.Received;
        }

        if (session.Current is not { } open)
        {
            return null;
        }

        using var run = await open.Events.ReadAsync(1, EventColumns.Core, cancel);
        DateTimeOffset? received = run is null ? null : new DateTimeOffset(run.FirstReceivedTicks, TimeSpan.Zero);
        _oldest = (received, time.GetTimestamp());
        return received;
    }
}
