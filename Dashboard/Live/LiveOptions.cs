using System.ComponentModel.DataAnnotations;

namespace Dashboard.Live;

/// <summary>Section <c>Live</c> of the configuration.</summary>
public sealed class LiveOptions
{
    /// <summary>How often each watched key gets a new snapshot.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan Tick { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Most keys kept at a time; each is built once per tick while somebody watches it.</summary>
    [Range(1, 100_000)]
    public int MaxWatchedKeys { get; set; } = 500;

    /// <summary>How long an unwatched key keeps its frames for viewers that come back. It is not built meanwhile.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan Linger { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Most frames kept per key for viewers that missed some.</summary>
    [Range(1, 100_000)]
    public int HistoryFrames { get; set; } = 300;

    /// <summary>Most bytes of kept frames per key, by estimate.</summary>
    [Range(1, int.MaxValue)]
    public int HistoryBytes { get; set; } = 256 * 1024;

    /// <summary>Most streams of one hub connection.</summary>
    [Range(1, 1_000)]
    public int MaxStreamsPerConnection { get; set; } = 20;

    /// <summary>Hub calls one connection may make per second, on average; bursts of twice as many are let through.</summary>
    [Range(1, 10_000)]
    public int HubCallsPerSecond { get; set; } = 20;
}
