namespace Dashboard.Core.SystemMetrics;

/// <summary>Section <c>System</c> of the configuration: for how long samples are kept, by fineness.</summary>
public sealed class SystemHistoryOptions
{
    public static readonly TimeSpan SampleInterval = TimeSpan.FromSeconds(1);

    /// <summary>One value a second.</summary>
    public TimeSpan KeepSeconds { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>One value every ten seconds.</summary>
    public TimeSpan KeepTenSeconds { get; set; } = TimeSpan.FromHours(2);

    /// <summary>One value a minute.</summary>
    public TimeSpan KeepMinutes { get; set; } = TimeSpan.FromHours(48);
}
