namespace Dashboard.Core.Windowing;

/// <summary>Section <c>Windowing</c> of the configuration: how long cells of each resolution are kept.</summary>
public sealed class WindowingOptions
{
    public TimeSpan KeepTenSeconds { get; set; } = TimeSpan.FromHours(2);

    public TimeSpan KeepMinutes { get; set; } = TimeSpan.FromHours(48);

    public TimeSpan KeepHours { get; set; } = TimeSpan.FromDays(90);

    public TimeSpan KeepDays { get; set; } = TimeSpan.FromDays(3_650);

    /// <summary>Most cells in memory, over all models and resolutions; the oldest of the finest go first and are counted.</summary>
    public int MaxCells { get; set; } = 200_000;
}
