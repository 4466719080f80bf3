using System.Globalization;
using System.Runtime.InteropServices;

namespace Dashboard.Benchmarks;

/// <summary>Markdown as it is measured: what is printed can be pasted into docs/benchmarks.md.</summary>
internal sealed class Report(TextWriter output)
{
    public void Machine() => Line(
        $"{DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC, {Processor()}, {Environment.ProcessorCount} cores, " +
        $"load average {LoadAverage()} at the start, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}");

    public void Title(string title) => output.WriteLine($"\n### {title}\n");

    public void Line(string text) => output.WriteLine($"\n{text}");

    public void Header(params string[] columns)
    {
        Row(columns);
        output.WriteLine($"|{string.Join('|', columns.Select(_ => "---"))}|");
    }

    public void Row(params object[] cells)
    {
        output.WriteLine($"| {string.Join(" | ", cells.Select(cell => Convert.ToString(cell, CultureInfo.InvariantCulture)))} |");
        output.Flush();
    }

    /// <summary>A figure beside its bar.</summary>
    public void Bar(string what, double value, string unit, double bar, bool atLeast)
    {
        var isMet = atLeast ? value >= bar : value <= bar;
        Row(what, $"{Number(value)} {unit}", $"{(atLeast ? ">=" : "<=")} {Number(bar)} {unit}", isMet ? "met" : "**missed**");
    }

    public void BarHeader() => Header("bar", "measured", "asked", "");

    /// <summary>Three significant digits below 100, whole numbers above.</summary>
    public static string Number(double value) => Math.Abs(value) >= 100
        ? value.ToString("N0", CultureInfo.InvariantCulture)
        : value.ToString("G3", CultureInfo.InvariantCulture);

    private static string Processor() => ReadFirst("/proc/cpuinfo", "model name")?.Split(':')[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();

    private static string LoadAverage() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    private static string? ReadFirst(string file, string start) =>
        File.Exists(file) ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(start, StringComparison.Ordinal)) : null;
}
