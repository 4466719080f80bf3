namespace Dashboard.Core.Metrics.Catalogue;

/// <summary>Which way a metric should move.</summary>
public enum Better
{
    Neither,
    Higher,
    Lower,
    CloserToZero,
}
