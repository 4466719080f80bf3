using CsCheck;
using Dashboard.Core.SystemMetrics;
using Xunit;

namespace Dashboard.Tests.SystemMetrics;

public sealed class SystemTallyTests
{
    /// <summary>Whole numbers, so that sums do not depend on the order.</summary>
    private static readonly Gen<SystemSample> Samples = Gen.Select(
        Gen.Int[-1, 1], Gen.Int[-1, 1_000], Gen.Int[0, 500], Gen.Int[1, 90],
        (cpu, memory, bytes, threads) => new SystemSample(
            DateTimeOffset.UnixEpoch, cpu < 0 ? null : cpu, 2, memory < 0 ? null : memory, 1_024, cpu < 0 ? null : 0.5, bytes, bytes / 2, threads));

    [Fact]
    public void Merged_parts_are_the_whole()
    {
        Gen.Select(Samples.List[0, 30], Samples.List[0, 30]).Sample((first, second) =>
        {
            var merged = Of(first);
            merged.Merge(Of(second));
            Assert.Equal(Gauges(Of([.. first, .. second])), Gauges(merged));
        }, iter: 300);
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        Samples.List[0, 30].Sample(samples =>
        {
            using var bytes = new MemoryStream();
            using var writer = new BinaryWriter(bytes);
            Of(samples).Write(writer);
            bytes.Position = 0;
            Assert.Equal(Gauges(Of(samples)), Gauges(SystemTally.Read(new BinaryReader(bytes))));
            Assert.Equal(bytes.Length, bytes.Position);
        }, iter: 100);
    }

    [Fact]
    public void Unknown_values_stay_out_of_means()
    {
        var sample = new SystemSample(DateTimeOffset.UnixEpoch, 0.5, 2, 600, 1_000, null, 100, 50, 7);
        var tally = Of([sample with { CpuShare = null, MemoryUsed = null }, sample, sample with { CpuShare = 0.25 }]);

        Assert.Equal(new Gauge(2, 0.75, 0.5), tally.CpuShare);
        Assert.Equal(0.6, tally.MemoryShare.Mean);
        Assert.Null(tally.ProcessCpuShare.Mean);
        Assert.Equal(3, tally.Threads.Count);
    }

    private static SystemTally Of(IEnumerable<SystemSample> samples)
    {
        var tally = new SystemTally();
        foreach (var sample in samples)
        {
            tally.Add(sample);
        }

        return tally;
    }

    private static Gauge[] Gauges(SystemTally tally) =>
        [tally.CpuShare, tally.MemoryUsed, tally.MemoryShare, tally.ProcessCpuShare, tally.WorkingSet, tally.GcHeap, tally.Threads];
}
