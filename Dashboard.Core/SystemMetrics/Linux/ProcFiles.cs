using System.Globalization;

namespace Dashboard.Core.SystemMetrics.Linux;

/// <summary>Host CPU time since boot. Idle includes waiting for I/O.</summary>
internal readonly record struct HostCpu(TimeSpan Busy, TimeSpan Total, int Cores);

/// <summary>Reads the texts of /proc (man 5 proc). A text without the wanted line gives null, never an exception.</summary>
internal static class ProcFiles
{
    /// <summary>USER_HZ, the unit of /proc/stat: 100 on every Linux architecture .NET runs on.</summary>
    private const int TicksPerSecond = 100;

    private const int Idle = 3;
    private const int IoWait = 4;

    /// <summary>user nice system idle iowait irq softirq steal. The guest columns after them are counted in user and nice already.</summary>
    private const int CountedColumns = 8;

    /// <summary>From /proc/stat.</summary>
    public static HostCpu? ParseStat(string text)
    {
        HostCpu? sum = null;
        var cores = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.StartsWith("cpu "))
            {
                sum = ParseCpuLine(line[4..]);
            }
            else if (line.StartsWith("cpu"))
            {
                cores++;
            }
        }

        return sum is { } cpu ? cpu with { Cores = Math.Max(1, cores) } : null;
    }

    /// <summary>Bytes used (total minus available) and in all, from /proc/meminfo.</summary>
    public static (long Used, long Total)? ParseMemInfo(string text) =>
        FindNumber(text, "MemTotal:") is { } total && FindNumber(text, "MemAvailable:") is { } available
            ? ((total - available) * 1024, total * 1024)
            : null;

    /// <summary>From /proc/self/status.</summary>
    public static int? ParseThreads(string text) => (int?)FindNumber(text, "Threads:");

    /// <summary>The number after a name at the start of a line; the rest of the line (a unit) is ignored.</summary>
    public static long? FindNumber(ReadOnlySpan<char> text, string name)
    {
        foreach (var line in text.EnumerateLines())
        {
            if (line.StartsWith(name))
            {
                var rest = line[name.Length..].Trim();
                var end = rest.IndexOfAny(' ', '\t');
                return ParseNumber(end < 0 ? rest : rest[..end]);
            }
        }

        return null;
    }

    public static long? ParseNumber(ReadOnlySpan<char> text) =>
        long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static HostCpu? ParseCpuLine(ReadOnlySpan<char> columns)
    {
        long total = 0;
        long idle = 0;
        var column = 0;
        foreach (var range in columns.Split(' '))
        {
            var text = columns[range];
            if (text.IsEmpty || column == CountedColumns)
            {
                continue;
            }

            if (ParseNumber(text) is not { } ticks)
            {
                return null;
            }

            total += ticks;
            idle += column is Idle or IoWait ? ticks : 0;
            column++;
        }

        return column > Idle ? new HostCpu(FromTicks(total - idle), FromTicks(total), 0) : null;
    }

    private static TimeSpan FromTicks(long ticks) => TimeSpan.FromSeconds((double)ticks / TicksPerSecond);
}
