using Dashboard.Core.Metrics;
using Dashboard.Core.SystemMetrics;

namespace Dashboard.Components.Panels;

/// <summary>What is shown of one reading of the machine and this process.</summary>
internal sealed record HostWords(RingWords Cpu, RingWords Memory, IReadOnlyList<(string Name, string? Hint, string Value)> Process)
{
    public static HostWords Of(SystemSample sample) => new(
        new(Whole(sample.CpuShare), NumberText.Load(sample.CpuShare), $"of {NumberText.Cores(sample.Cores)}"),
        new(Whole(sample.MemoryShare), NumberText.Bytes(sample.MemoryUsed), $"of {NumberText.Bytes(sample.MemoryTotal)}"),
        [
            ("App CPU", "CPU of this process", NumberText.Load(sample.ProcessCpuShare).ToString()), ("Resident", null, NumberText.Bytes(sample.WorkingSet).ToString()),
            ("GC heap", null, NumberText.Bytes(sample.GcHeap).ToString()), ("Threads", null, NumberText.Count(sample.Threads).ToString()),
        ]);

    /// <summary>A part of a percent is less than a pixel and a half of a ring, and would be sent each second.</summary>
    private static double? Whole(double? share) => share is { } value ? Math.Round(value, 2) : null;
}

/// <param name="Share">0 to 1, to whole percents.</param>
/// <param name="Basis">What the whole ring is.</param>
internal sealed record RingWords(double? Share, Quantity Value, string Basis);
