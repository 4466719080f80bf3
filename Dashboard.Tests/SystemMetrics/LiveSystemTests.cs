using System.Diagnostics;
using System.Globalization;
using Dashboard.Core.SystemMetrics;
using Xunit;

namespace Dashboard.Tests.SystemMetrics;

/// <summary>The reader on the machine the tests run on, against arithmetic of the test's own on /proc.</summary>
public sealed class LiveSystemTests
{
    [Fact]
    public void Cpu_and_memory_agree_with_proc()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "reads /proc");
        var reader = SystemReaders.ForThisSystem(TimeProvider.System);

        var first = reader.Read();
        Assert.SkipWhen(first.CpuTotal is null, "a container's CPU quota is in force here");
        var before = OwnCpu();
        Burn(TimeSpan.FromSeconds(1));
        var sample = SystemSampler.Sample(first, reader.Read());
        var after = OwnCpu();
        var (used, total) = OwnMemory();

        var expected = 1 - (after.Idle - before.Idle) / (after.Total - before.Total);
        Assert.InRange(sample.CpuShare!.Value, expected - 0.03, expected + 0.03);
        Assert.True(sample.ProcessCpuShare > 0.2 / sample.Cores);
        if (sample.MemoryTotal == total)
        {
            Assert.InRange(sample.MemoryUsed!.Value, used - 0.01 * total, used + 0.01 * total);
        }

        Assert.True(sample.WorkingSet > 0 && sample.GcHeap > 0 && sample.Threads > 1);
    }

    [Fact]
    public void What_dotnet_offers_elsewhere_is_at_least_the_process()
    {
        var sample = SystemSampler.Sample(null, new PortableReader(TimeProvider.System).Read());

        Assert.Null(sample.CpuShare);
        Assert.Null(sample.MemoryUsed);
        Assert.True(sample.MemoryTotal > 0 && sample.WorkingSet > 0 && sample.Threads > 0);
    }

    /// <summary>Keeps one core busy, so that the shares are not all zero.</summary>
    private static void Burn(TimeSpan length)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < length)
        {
            Math.Sqrt(watch.ElapsedTicks);
        }
    }

    private static (double Idle, double Total) OwnCpu()
    {
        var columns = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Skip(1).Take(8).Select(c => double.Parse(c, CultureInfo.InvariantCulture)).ToArray();
        return (columns[3] + columns[4], columns.Sum());
    }

    private static (double Used, double Total) OwnMemory()
    {
        var kilobytes = File.ReadLines("/proc/meminfo").Select(l => l.Split([':', ' '], StringSplitOptions.RemoveEmptyEntries))
            .ToDictionary(p => p[0], p => double.Parse(p[1], CultureInfo.InvariantCulture));
        return ((kilobytes["MemTotal"] - kilobytes["MemAvailable"]) * 1024, kilobytes["MemTotal"] * 1024);
    }
}
