using System.ComponentModel.DataAnnotations;

namespace Dashboard.Core.Ingestion;

/// <summary>Section <c>Ingest</c> of the configuration.</summary>
public sealed class IngestOptions
{
    /// <summary>Largest body after decompression.</summary>
    [Range(1_024, 1_073_741_824)]
    public int MaxBodyBytes { get; set; } = 4 * 1024 * 1024;

    [Range(1, 1_000_000)]
    public int MaxEventsPerRequest { get; set; } = 10_000;

    /// <summary>Events waiting for the writer; beyond it requests are refused with 429.</summary>
    [Range(1, 100_000_000)]
    public int MaxQueuedEvents { get; set; } = 200_000;

    /// <summary>Requests waiting for the writer; beyond it requests are refused with 429.</summary>
    [Range(1, 1_000_000)]
    public int MaxQueuedRequests { get; set; } = 4_096;

    /// <summary>Most events in one commit.</summary>
    [Range(1, 1_000_000)]
    public int MaxCommitEvents { get; set; } = 16_384;

    /// <summary>How far ahead of our clock an event may be.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan MaxAhead { get; set; } = TimeSpan.FromMinutes(10);
}
