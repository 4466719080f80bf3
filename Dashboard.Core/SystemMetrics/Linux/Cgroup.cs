namespace Dashboard.Core.SystemMetrics.Linux;

/// <summary>
/// The limits of the container (control group) this process runs in, version 1 or 2. A group is limited by its ancestors
/// too, so the tightest limit on the way up counts, and usage is read where that limit stands.
/// </summary>
internal sealed class Cgroup
{
    /// <summary>Version 1 writes "no limit" as a huge number (2^63 rounded down to a page).</summary>
    private const long Unlimited = 1L << 60;

    private readonly string? _cpuFolder;
    private readonly string? _memoryFolder;
    private readonly bool _isVersion2;

    private Cgroup(bool isVersion2, string mount, string? cpuPath, string? memoryPath)
    {
        _isVersion2 = isVersion2;
        (_cpuFolder, CpuQuota) = Tightest(Folders(isVersion2 ? mount : Path.Combine(mount, "cpu"), cpuPath), ReadCpuQuota);
        (_memoryFolder, var memoryLimit) = Tightest(Folders(isVersion2 ? mount : Path.Combine(mount, "memory"), memoryPath), ReadMemoryLimit);
        MemoryLimit = (long?)memoryLimit;
    }

    /// <summary>Cores' worth of CPU time allowed; null without a limit.</summary>
    public double? CpuQuota { get; }

    /// <summary>Bytes; null without a limit.</summary>
    public long? MemoryLimit { get; }

    /// <param name="root">The file system's root; a folder of fixtures in tests.</param>
    public static Cgroup Open(string root)
    {
        var mount = Path.Combine(root, "sys/fs/cgroup");
        var paths = ParseMembership(ReadText(Path.Combine(root, "proc/self/cgroup")) ?? "");
        var isVersion2 = File.Exists(Path.Combine(mount, "cgroup.controllers"));
        return isVersion2
            ? new Cgroup(true, mount, paths.GetValueOrDefault(""), paths.GetValueOrDefault(""))
            : new Cgroup(false, mount, paths.GetValueOrDefault("cpu"), paths.GetValueOrDefault("memory"));
    }

    /// <summary>CPU time used by the limited group since its start; null without a limit.</summary>
    public TimeSpan? CpuUsed()
    {
        if (_cpuFolder is null)
        {
            return null;
        }

        if (_isVersion2)
        {
            var micros = ProcFiles.FindNumber(ReadText(Path.Combine(_cpuFolder, "cpu.stat")), "usage_usec");
            return micros is { } used ? TimeSpan.FromMicroseconds(used) : null;
        }

        // Version 1 accounts in a hierarchy of its own, usually the same folder by a second name.
        var accounting = Path.Combine(_cpuFolder, "cpuacct.usage");
        accounting = File.Exists(accounting) ? accounting : accounting.Replace("/cgroup/cpu/", "/cgroup/cpuacct/", StringComparison.Ordinal);
        return ReadNumber(accounting) is { } nanos ? TimeSpan.FromMicroseconds(nanos / 1_000.0) : null;
    }

    /// <summary>
    /// Bytes used by the limited group without file pages the kernel can drop at once, as container runtimes show it; null
    /// without a limit.
    /// </summary>
    public long? MemoryUsed()
    {
        if (_memoryFolder is null)
        {
            return null;
        }

        var usage = ReadNumber(Path.Combine(_memoryFolder, _isVersion2 ? "memory.current" : "memory.usage_in_bytes"));
        var stat = ReadText(Path.Combine(_memoryFolder, "memory.stat"));
        var droppable = ProcFiles.FindNumber(stat, _isVersion2 ? "inactive_file" : "total_inactive_file") ?? 0;
        return usage is { } used ? Math.Max(0, used - droppable) : null;
    }

    /// <summary>Controller to group path, from lines like <c>4:memory:/a/b</c>; version 2's single line has no controller name.</summary>
    internal static Dictionary<string, string> ParseMembership(string text)
    {
        var paths = new Dictionary<string, string>(StringComparer.Ordinal); // Bounded by the kernel's controllers.
        foreach (var line in text.Split('\n'))
        {
            var parts = line.Split(':', 3);
            foreach (var controller in parts.Length == 3 ? parts[1].Split(',') : [])
            {
                paths[controller] = parts[2].TrimEnd('\r');
            }
        }

        return paths;
    }

    /// <summary>The group's folder and its ancestors' up to the mount. In a container the path may be of the host and not exist here.</summary>
    private static IEnumerable<string> Folders(string mount, string? path)
    {
        var below = (path ?? "/").Trim('/');
        while (below.Length > 0)
        {
            yield return Path.Combine(mount, below);
            below = Path.GetDirectoryName(below) ?? "";
        }

        yield return mount;
    }

    private static (string? Folder, double? Limit) Tightest(IEnumerable<string> folders, Func<string, double?> read)
    {
        (string? Folder, double? Limit) tightest = (null, null);
        foreach (var folder in folders)
        {
            if (read(folder) is { } limit && !(tightest.Limit <= limit))
            {
                tightest = (folder, limit);
            }
        }

        return tightest;
    }

    private double? ReadCpuQuota(string folder)
    {
        var (quota, period) = _isVersion2
            ? SplitCpuMax(ReadText(Path.Combine(folder, "cpu.max")))
            : (ReadNumber(Path.Combine(folder, "cpu.cfs_quota_us")), ReadNumber(Path.Combine(folder, "cpu.cfs_period_us")));
        return quota > 0 && period > 0 ? (double)quota / period : null;
    }

    private double? ReadMemoryLimit(string folder) =>
        ReadNumber(Path.Combine(folder, _isVersion2 ? "memory.max" : "memory.limit_in_bytes")) is { } limit and < Unlimited ? limit : null;

    /// <summary><c>150000 100000</c> is one and a half cores, <c>max 100000</c> no limit.</summary>
    private static (long? Quota, long? Period) SplitCpuMax(string? text)
    {
        var parts = (text ?? "").Split(' ');
        return parts.Length == 2 ? (ProcFiles.ParseNumber(parts[0]), ProcFiles.ParseNumber(parts[1])) : (null, null);
    }

    private static long? ReadNumber(string path) => ProcFiles.ParseNumber(ReadText(path));

    private static string? ReadText(string path) => TextFile.TryRead(path);
}
