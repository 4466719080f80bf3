namespace Dashboard.Core.SystemMetrics;

/// <summary>
/// What the system's counters say at one instant. Counters rise for as long as the host runs; a share needs two readings.
/// Null is "cannot be read here".
/// </summary>
/// <param name="Time">For people; shares are computed from <paramref name="Elapsed"/>, which no clock change moves.</param>
/// <param name="Elapsed">Since any fixed instant.</param>
/// <param name="CpuBusy">CPU time of all cores spent working since boot (of the container since its start).</param>
/// <param name="CpuTotal">CPU time of all cores, busy or not, since boot; null when only <paramref name="CpuBusy"/> is counted (a container's).</param>
/// <param name="Cores">Cores this process may use: the host's, or the container's quota (2.5 is possible).</param>
public readonly record struct SystemReading(
    DateTimeOffset Time, TimeSpan Elapsed, TimeSpan? CpuBusy, TimeSpan? CpuTotal, double Cores,
    long? MemoryUsed, long? MemoryTotal, TimeSpan ProcessCpu, long WorkingSet, long GcHeap, int Threads);

/// <summary>Reads the counters of this host and process.</summary>
public interface ISystemReader
{
    SystemReading Read();
}
