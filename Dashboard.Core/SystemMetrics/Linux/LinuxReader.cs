namespace Dashboard.Core.SystemMetrics.Linux;

/// <summary>Reads /proc, and inside a limited container the container's own figures instead of the host's.</summary>
/// <param name="root">The file system's root; a folder of fixtures in tests.</param>
public sealed class LinuxReader(string root, TimeProvider time) : ISystemReader
{
    private readonly Cgroup _cgroup = Cgroup.Open(root);

    public SystemReading Read()
    {
        var host = ProcFiles.ParseStat(Proc("stat"));
        var memory = ProcFiles.ParseMemInfo(Proc("meminfo"));
        var isLimitedMemory = _cgroup.MemoryLimit is { } limit && !(limit >= memory?.Total);
        var isLimitedCpu = _cgroup.CpuQuota is { } quota && !(quota >= host?.Cores);
        return new SystemReading(
            time.GetUtcNow(),
            time.GetElapsedTime(0),
            isLimitedCpu ? _cgroup.CpuUsed() : host?.Busy,
            isLimitedCpu ? null : host?.Total,
            isLimitedCpu ? _cgroup.CpuQuota!.Value : host?.Cores ?? Environment.ProcessorCount,
            isLimitedMemory ? _cgroup.MemoryUsed() : memory?.Used,
            isLimitedMemory ? _cgroup.MemoryLimit : memory?.Total,
            Environment.CpuUsage.TotalTime,
            Environment.WorkingSet,
            GC.GetTotalMemory(forceFullCollection: false),
            ProcFiles.ParseThreads(Proc("self/status")) ?? 0);
    }

    private string Proc(string file) => TextFile.TryRead(Path.Combine(root, "proc", file)) ?? "";
}
