namespace Dashboard.Core.SystemMetrics;

/// <summary>One reading of host and process. Shares are 0 to 1; bytes are bytes; null is "cannot be read here" or "first reading".</summary>
/// <param name="CpuShare">Busy share of all the host's (or container's) cores since the last reading.</param>
/// <param name="MemoryUsed">Total minus available; the container's when it has a limit.</param>
/// <param name="ProcessCpuShare">This process, as a share of all cores.</param>
public sealed record SystemSample(
    DateTimeOffset Time, double? CpuShare, double Cores, long? MemoryUsed, long? MemoryTotal,
    double? ProcessCpuShare, long WorkingSet, long GcHeap, int Threads)
{
    /// <summary>Used / total; null when either cannot be read here.</summary>
    public double? MemoryShare => MemoryUsed is { } used && MemoryTotal is { } total and > 0 ? (double)used / total : null;
}
