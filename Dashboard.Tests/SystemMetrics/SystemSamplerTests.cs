using Dashboard.Core.SystemMetrics;
using Xunit;

namespace Dashboard.Tests.SystemMetrics;

public sealed class SystemSamplerTests
{
    private static readonly SystemReading First = new(
        DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(20), 2,
        600, 1_000, TimeSpan.FromSeconds(1), 100, 50, 7);

    [Fact]
    public void The_first_reading_has_no_shares()
    {
        var sample = SystemSampler.Sample(null, First);

        Assert.Null(sample.CpuShare);
        Assert.Null(sample.ProcessCpuShare);
        Assert.Equal(600, sample.MemoryUsed);
    }

    [Fact]
    public void Shares_are_of_all_cores()
    {
        var sample = SystemSampler.Sample(First, Later(cpuBusy: 0.5, cpuTotal: 2, process: 0.25));

        Assert.Equal(0.25, sample.CpuShare);
        Assert.Equal(0.125, sample.ProcessCpuShare);
    }

    [Theory]
    [InlineData(-0.1, 2, 0)] // Idle counters may step back.
    [InlineData(2.1, 2, 1)]
    public void Shares_stay_between_0_and_1(double busy, double total, double expected) =>
        Assert.Equal(expected, SystemSampler.Sample(First, Later(busy, total, 0)).CpuShare);

    [Fact]
    public void Counters_that_do_not_move_give_no_share()
    {
        var sample = SystemSampler.Sample(First, First);

        Assert.Null(sample.CpuShare);
        Assert.Null(sample.ProcessCpuShare);
    }

    private static SystemReading Later(double cpuBusy, double cpuTotal, double process) => First with
    {
        Elapsed = First.Elapsed + TimeSpan.FromSeconds(1),
        CpuBusy = First.CpuBusy + TimeSpan.FromSeconds(cpuBusy),
        CpuTotal = First.CpuTotal + TimeSpan.FromSeconds(cpuTotal),
        ProcessCpu = First.ProcessCpu + TimeSpan.FromSeconds(process),
    };
}
