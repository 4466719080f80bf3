using Dashboard.Core.SystemMetrics;

namespace Dashboard.Core.SystemHistory;

/// <summary>The samples of one time bucket.</summary>
/// <param name="resolution">Position in <see cref="Windowing.Resolutions"/>.</param>
internal sealed class SystemCell(int resolution, long startTicks)
{
    public int Resolution { get; } = resolution;

    public long StartTicks { get; } = startTicks;

    public SystemTally Tally { get; } = new();

    /// <summary>Changed since it was last handed out for saving.</summary>
    public bool IsChanged { get; set; }

    /// <summary>A copy may be in storage.</summary>
    public bool IsStored { get; set; }

    /// <summary>Expired.</summary>
    public bool IsGone { get; set; }
}
