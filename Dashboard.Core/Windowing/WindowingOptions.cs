using System.ComponentModel.DataAnnotations;
using Dashboard.Core.Metrics.Features;

namespace Dashboard.Core.Windowing;

/// <summary>Section <c>Windowing</c> of the configuration: how long cells of each resolution are kept, those of models and those of the system, and what features are counted by.</summary>
public sealed class WindowingOptions
{
    [Range(typeof(TimeSpan), "00:01:00", "36500.00:00:00")]
    public TimeSpan KeepTenSeconds { get; set; } = TimeSpan.FromHours(2);

    [Range(typeof(TimeSpan), "00:01:00", "36500.00:00:00")]
    public TimeSpan KeepMinutes { get; set; } = TimeSpan.FromHours(48);

    [Range(typeof(TimeSpan), "01:00:00", "36500.00:00:00")]
    public TimeSpan KeepHours { get; set; } = TimeSpan.FromDays(90);

    [Range(typeof(TimeSpan), "1.00:00:00", "36500.00:00:00")]
    public TimeSpan KeepDays { get; set; } = TimeSpan.FromDays(3_650);

    /// <summary>Most cells of models in memory, over all resolutions; the oldest of the finest go first and are counted.</summary>
    [Range(100, 100_000_000)]
    public int MaxCells { get; set; } = 200_000;

    /// <summary>Most cells of segments; as <see cref="MaxCells"/>.</summary>
    [Range(0, 100_000_000)]
    public int MaxSegmentCells { get; set; } = 100_000;

    /// <summary>First predictions with features of a model that its baseline is learned from.</summary>
    [Range(100, 10_000)]
    public int BaselinePredictions { get; set; } = 2_000;

    /// <summary>Features of one model that are counted: those its baseline has most often.</summary>
    [Range(0, FeatureBaseline.MostFeatures)]
    public int BaselineFeatures { get; set; } = FeatureBaseline.MostFeatures;

    /// <summary>Start of the oldest bucket of a resolution that is kept at an instant.</summary>
    internal long OldestKept(int resolution, DateTimeOffset now) =>
        Resolutions.Floor(Math.Max(0, now.UtcTicks - Kept(resolution).Ticks), Resolutions.Ticks[resolution]);

    private TimeSpan Kept(int resolution) => resolution switch
    {
        0 => KeepTenSeconds,
        1 => KeepMinutes,
        2 => KeepHours,
        _ => KeepDays,
    };
}
