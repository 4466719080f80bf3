using System.ComponentModel.DataAnnotations;

namespace Dashboard.Core.Storage;

/// <summary>Section <c>Storage</c> of the configuration.</summary>
public sealed class StorageOptions
{
    /// <summary>Data directory. Default: <c>%LOCALAPPDATA%/dashboard</c> (<c>~/.local/share/dashboard</c> on Linux).</summary>
    public string? Path { get; set; }

    /// <summary>How long raw events are kept.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "36500.00:00:00")]
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Most bytes of stored raw events; the oldest go first. 0 means no cap.</summary>
    [Range(0, long.MaxValue)]
    public long MaxEventBytes { get; set; } = 20L * 1024 * 1024 * 1024;

    /// <summary>Ingest is refused (503 <c>storage_low</c>) below this much free space.</summary>
    [Range(0, long.MaxValue)]
    public long MinFreeBytes { get; set; } = 512L * 1024 * 1024;

    /// <summary>Predictions remembered for joining and for duplicates: about 32 bytes each, 4 to 8 more with a score and 16 more where outcomes are numbers. The oldest are forgotten first.</summary>
    [Range(1, 1_000_000_000)]
    public int MaxOpenPredictions { get; set; } = 5_000_000;

    /// <summary>Ground truth without a prediction waits at most this long.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "3650.00:00:00")]
    public TimeSpan ParkedTruthRetention { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Most ground truths waiting for their prediction; the oldest are dropped and counted.</summary>
    [Range(1, 100_000_000)]
    public int MaxParkedTruths { get; set; } = 1_000_000;

    /// <summary>How often changed cells are saved.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan CellSaveInterval { get; set; } = TimeSpan.FromSeconds(10);
}
