using Dashboard.Core.Metrics;
using Dashboard.Core.SystemMetrics;

namespace Dashboard.Components.Panels;

/// <summary>The texts of one reading of the machine and this process.</summary>
internal sealed record HostWords(string Cores, Quantity Load, string Total, Quantity Used, IReadOnlyList<(string Name, string? Hint, string Value)> Process)
{
    public static HostWords Of(SystemSample sample) => new(
        $"of {NumberText.Cores(sample.Cores)}", NumberText.Load(sample.CpuShare), $"of {NumberText.Bytes(sample.MemoryTotal)}", NumberText.Bytes(sample.MemoryUsed),
        [
            ("App CPU", "CPU of this process", NumberText.Load(sample.ProcessCpuShare).ToString()), ("Resident", null, NumberText.Bytes(sample.WorkingSet).ToString()),
            ("GC heap", null, NumberText.Bytes(sample.GcHeap).ToString()), ("Threads", null, NumberText.Count(sample.Threads).ToString()),
        ]);
}
