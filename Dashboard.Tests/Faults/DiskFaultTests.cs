using System.Globalization;

namespace Dashboard.Tests.Faults;

/// <summary>The storage engine on disks that fail at every possible point.</summary>
public sealed class DiskFaultTests(ITestOutputHelper output)
{
    /// <summary>Small commits and a full block.</summary>
    private static readonly int[] Small = [1, 30, 200, 2_100, 2];

    /// <summary>Small commits, then enough for the background merge.</summary>
    private static readonly int[] Merging = [1, 30, 1_400, 1_400, 1_400, 2];

    /// <summary>25, or as many as <c>DASHBOARD_POWER_CUTS</c> says.</summary>
    private static int Trials =>
        int.Parse(Environment.GetEnvironmentVariable("DASHBOARD_POWER_CUTS") ?? "25", CultureInfo.InvariantCulture);

    /// <param name="every">1 fails each operation of the workload in a run of its own, 4 every fourth.</param>
    [Theory]
    [InlineData(DiskFault.Error, 1)]
    [InlineData(DiskFault.Full, 4)]
    [InlineData(DiskFault.ShortWrite, 4)]
    [InlineData(DiskFault.FlushLost, 4)]
    public Task A_fault_at_any_operation_loses_nothing_acknowledged(DiskFault fault, int every) => FailOperationsAsync(fault, Small, every);

    [Theory]
    [Trait("Category", "Long")]
    [InlineData(DiskFault.Full)]
    [InlineData(DiskFault.Error)]
    [InlineData(DiskFault.ShortWrite)]
    [InlineData(DiskFault.FlushLost)]
    public async Task A_fault_at_every_operation_even_of_a_merge_loses_nothing_acknowledged(DiskFault fault)
    {
        await FailOperationsAsync(fault, Small, 1);
        await FailOperationsAsync(fault, Merging, 1);
    }

    private async Task FailOperationsAsync(DiskFault fault, int[] sizes, int every)
    {
        int operation = 0, failed = 0;
        for (var everythingWent = false; !everythingWent;)
        {
            using var workload = new EngineWorkload(new SimulatedDisk(1));
            workload.Disk.FailAt(operation += every, fault);
            everythingWent = await workload.RunAsync(sizes) && workload.Disk.Operations < operation;
            workload.Disk.Repair();
            await workload.RequireIntactAsync();
            failed += everythingWent ? 0 : 1;
        }

        output.WriteLine($"{fault}: {failed} operations of the workload failed one by one");
        Assert.InRange(failed, 20, 5_000);
    }

    [Fact]
    public async Task Power_cuts_lose_nothing_acknowledged_even_several_in_a_row()
    {
        var (cuts, events) = (0, 0);
        for (var trial = 0; trial < Trials; trial++)
        {
            var random = new Random(trial);
            using var workload = new EngineWorkload(new SimulatedDisk(trial));
            for (var life = 0; life < 4; life++)
            {
                workload.Disk.FailAt(random.Next(1, 120), DiskFault.PowerCut);
                cuts += await workload.RunAsync(Enumerable.Range(0, 12).Select(_ => random.Next(1, 150))) ? 0 : 1;
                workload.Disk.Repair();
                await workload.RequireIntactAsync();
            }

            events += workload.Acknowledged;
        }

        output.WriteLine($"{cuts} power cuts in {Trials} trials, {events:N0} events acknowledged, none lost");
        Assert.InRange(cuts, Trials, 4 * Trials);
    }

    [Fact]
    public async Task Power_may_fail_while_an_earlier_cut_is_being_recovered()
    {
        for (var operation = 1; operation <= 40; operation++)
        {
            using var workload = new EngineWorkload(new SimulatedDisk(operation));
            workload.Disk.FailAt(60, DiskFault.PowerCut);
            await workload.RunAsync([5, 900, 900, 900, 900, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5]);
            workload.Disk.Repair();
            workload.Disk.FailAt(operation, DiskFault.PowerCut);
            await workload.RunAsync([]);
            workload.Disk.Repair();
            await workload.RequireIntactAsync();
        }
    }
}
