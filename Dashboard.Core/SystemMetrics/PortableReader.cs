using System.Diagnostics;

namespace Dashboard.Core.SystemMetrics;

/// <summary>
/// What .NET itself can tell on Windows and macOS: this process, and the memory it may use. The CPU and memory in use of
/// the whole host are unknown there; .NET knows the latter only as of its last garbage collection, which may be long ago.
/// </summary>
public sealed class PortableReader(TimeProvider time) : ISystemReader
{
    public SystemReading Read()
    {
        using var process = Process.GetCurrentProcess();
        return new SystemReading(
            time.GetUtcNow(),
            time.GetElapsedTime(0),
            CpuBusy: null,
            CpuTotal: null,
            Environment.ProcessorCount,
            MemoryUsed: null,
            GC.GetGCMemoryInfo().TotalAvailableMemoryBytes is var total and > 0 ? total : null,
            process.TotalProcessorTime,
            Environment.WorkingSet,
            GC.GetTotalMemory(forceFullCollection: false),
            process.Threads.Count);
    }
}
