namespace Dashboard.Core.SystemMetrics;

/// <summary>Turns two readings into a sample. Pure.</summary>
public static class SystemSampler
{
    /// <summary>How often a sample is taken.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <param name="previous">Null for the first reading, whose shares are unknown.</param>
    public static SystemSample Sample(SystemReading? previous, in SystemReading now)
    {
        double? cpu = null;
        double? process = null;
        if (previous is { } before && now.Elapsed > before.Elapsed)
        {
            var available = (now.Elapsed - before.Elapsed) * now.Cores;
            cpu = HostShare(before, now, available);
            process = Share(now.ProcessCpu - before.ProcessCpu, available);
        }

        return new SystemSample(
            now.Time, cpu, now.Cores, now.MemoryUsed, now.MemoryTotal, process, now.WorkingSet, now.GcHeap, now.Threads);
    }

    /// <summary>
    /// Host: 1 - d(idle + iowait) / d(total), as statistics tools define it. Container: CPU time used / (elapsed x cores of
    /// the quota).
    /// </summary>
    private static double? HostShare(in SystemReading before, in SystemReading now, TimeSpan available)
    {
        if (now.CpuBusy is not { } busy || before.CpuBusy is not { } busyBefore)
        {
            return null;
        }

        var total = now.CpuTotal is { } all && before.CpuTotal is { } allBefore ? all - allBefore : available;
        return Share(busy - busyBefore, total);
    }

    /// <summary>Clamped: the kernel lets idle counters step back a little, and a quota may be exceeded within one period.</summary>
    private static double? Share(TimeSpan part, TimeSpan whole) =>
        whole > TimeSpan.Zero ? Math.Clamp(part / whole, 0, 1) : null;
}
