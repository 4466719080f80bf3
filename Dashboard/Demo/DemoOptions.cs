using System.ComponentModel.DataAnnotations;

namespace Dashboard.Demo;

/// <summary>Section <c>Demo</c> of the configuration.</summary>
internal sealed class DemoOptions
{
    /// <summary>Start with the application; what <c>--demo</c> on the command line sets.</summary>
    public bool Start { get; set; }

    /// <summary>How much past is made up at the start, so that the charts are full at once.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "2.00:00:00")]
    public TimeSpan History { get; set; } = TimeSpan.FromMinutes(45);

    /// <summary>Fraud predictions per second.</summary>
    [Range(0.1, 10_000)]
    public double FraudRate { get; set; } = 24;

    /// <summary>Demand predictions per second.</summary>
    [Range(0.1, 10_000)]
    public double DemandRate { get; set; } = 8;

    /// <summary>Ground truths waiting for their time; more are dropped (their predictions stay unlabelled).</summary>
    [Range(1, 10_000_000)]
    public int MaxPendingTruths { get; set; } = 50_000;

    /// <summary>How often new events are sent.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan Tick { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The same seed makes the same stream.</summary>
    public int Seed { get; set; } = 2_026;
}
