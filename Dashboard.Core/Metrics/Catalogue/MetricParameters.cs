namespace Dashboard.Core.Metrics.Catalogue;

/// <summary>What a metric needs to know beside the counts. The same parameters and counts always give the same figures.</summary>
public sealed record MetricParameters
{
    public static MetricParameters Default { get; } = new();

    /// <summary>Label code of the class that precision, recall and the like are about; null when none is chosen.</summary>
    public int? PositiveLabel { get; init; }

    /// <summary>Score from which on an answer counts as positive, for metrics of scores.</summary>
    public double Threshold { get; init; } = 0.5;

    /// <summary>How much more recall counts than precision in F-beta; above 0.</summary>
    public double Beta { get; init; } = 2;

    /// <summary>The quantile a regression predicts, for the pinball loss; between 0 and 1.</summary>
    public double Tau { get; init; } = 0.9;

    /// <summary>A prediction that took longer is slow; in ms.</summary>
    public double LatencyLimitMs { get; init; } = 500;

    /// <summary>Share of good requests promised; below 1.</summary>
    public double SloTarget { get; init; } = 0.999;

    public ZeroDivision ZeroDivision { get; init; }

    /// <summary>Of the draws behind bootstrap intervals.</summary>
    public ulong Seed { get; init; }
}
