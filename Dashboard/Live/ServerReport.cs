using Dashboard.Core.Ingestion;
using Dashboard.Core.Storage;
using Dashboard.Core.Windowing;

namespace Dashboard.Live;

/// <summary>How much of something bounded is in use.</summary>
/// <param name="Limit">0 when there is none.</param>
/// <param name="Lost">What the bound has cost so far: dropped, refused or forgotten, since the start.</param>
/// <param name="Setting">The key of the configuration that sets the limit.</param>
/// <param name="Then">What happens at the limit.</param>
public sealed record BoundedUse(string Name, long Used, long Limit, long Lost, string Setting, string Then)
{
    public bool IsBytes { get; init; }

    /// <summary>Used / limit; null without a limit.</summary>
    public double? Share => Limit > 0 ? (double)Used / Limit : null;
}

/// <summary>The server about itself, at one instant.</summary>
/// <param name="Version">Of the product.</param>
/// <param name="Refused">Events refused since the start because the queue was full; these were never received.</param>
/// <param name="Storage">Null while storage is not open.</param>
/// <param name="OldestEvent">When the oldest stored event was received; null when there is none. At most a minute old.</param>
/// <param name="FreeBytes">What may still be written before ingest is refused; null where that cannot be told.</param>
public sealed record ServerReport(
    string Version, TimeSpan Uptime, WriterState Writer, IngestLedger Ledger, long Refused, ProjectionStatus Projection,
    StorageStatus? Storage, DateTimeOffset? OldestEvent, long? FreeBytes, TimeSpan Retention, LiveReport Live, IReadOnlyList<BoundedUse> Bounds);

/// <param name="Viewers">Open pages and streams.</param>
/// <param name="Dropped">Frames a slow viewer never read.</param>
/// <param name="Failed">Snapshots that could not be built.</param>
public sealed record LiveReport(int Viewers, int WatchedKeys, long Built, long Dropped, long Failed);

/// <summary>Makes <see cref="ServerReport"/>s; cheap enough for every second.</summary>
public interface IServerReports
{
    /// <exception cref="StorageException">Storage cannot be read now.</exception>
    ValueTask<ServerReport> ReadAsync(CancellationToken cancel);
}
