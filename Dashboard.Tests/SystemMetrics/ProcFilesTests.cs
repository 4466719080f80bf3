using Dashboard.Core.SystemMetrics.Linux;
using Xunit;

namespace Dashboard.Tests.SystemMetrics;

public sealed class ProcFilesTests
{
    [Fact]
    public void Stat_counts_guest_time_once_and_waiting_for_io_as_idle()
    {
        var cpu = ProcFiles.ParseStat("cpu  100 20 30 400 50 6 7 8 90 9\ncpu0 1 2 3 4\ncpu1 1 2 3 4\nintr 5\n");

        Assert.Equal(new HostCpu(TimeSpan.FromSeconds(1.71), TimeSpan.FromSeconds(6.21), 2), cpu);
    }

    [Theory]
    [InlineData("cpu  100 20 30 400\n", 1.5, 5.5)] // Kernel 2.4 had four columns.
    [InlineData("cpu 100 20 30 400 50", 1.5, 6.0)]
    public void Stat_of_old_kernels(string text, double busy, double total)
    {
        var cpu = ProcFiles.ParseStat(text);

        Assert.Equal(new HostCpu(TimeSpan.FromSeconds(busy), TimeSpan.FromSeconds(total), 1), cpu);
    }

    [Theory]
    [InlineData("")]
    [InlineData("cpu0 1 2 3 4\n")]
    [InlineData("cpu  1 2\n")]
    [InlineData("cpu  1 2 x 4\n")]
    [InlineData("cpu  -1 2 3 4\n")]
    public void Stat_without_a_sum_is_unknown(string text) => Assert.Null(ProcFiles.ParseStat(text));

    [Fact]
    public void Memory_used_is_total_minus_available()
    {
        var memory = ProcFiles.ParseMemInfo("MemTotal:       1000 kB\nMemFree:  10 kB\nMemAvailable:    400 kB\n");

        Assert.Equal((600 * 1024, 1000 * 1024), memory);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MemTotal: 1000 kB\n")] // Before Linux 3.14.
    [InlineData("MemTotal: lots\nMemAvailable: 1 kB\n")]
    public void Memory_without_its_lines_is_unknown(string text) => Assert.Null(ProcFiles.ParseMemInfo(text));

    [Fact]
    public void Threads_are_found() => Assert.Equal(17, ProcFiles.ParseThreads("Name:\tx\nThreads:\t17\nSigQ:\t0/1\n"));
}
