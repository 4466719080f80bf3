using System.Globalization;
using Dashboard.Core.SystemMetrics;
using Dashboard.Core.SystemMetrics.Linux;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dashboard.Tests.SystemMetrics;

/// <summary>Readings from a folder that looks like a Linux file system.</summary>
public sealed class LinuxReaderTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("dashboard-proc-").FullName;
    private readonly FakeTimeProvider _time = new();

    public LinuxReaderTests()
    {
        Write("proc/stat", "cpu  100 0 100 800 0 0 0 0 0 0\ncpu0 1 1 1 1\ncpu1 1 1 1 1\ncpu2 1 1 1 1\ncpu3 1 1 1 1\n");
        Write("proc/meminfo", "MemTotal: 1000 kB\nMemAvailable: 400 kB\n");
        Write("proc/self/status", "Threads:\t5\n");
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Without_a_container_the_host_counts()
    {
        Write("proc/self/cgroup", "0::/user.slice\n");
        Write("sys/fs/cgroup/cgroup.controllers", "cpu memory\n");
        Write("sys/fs/cgroup/user.slice/cpu.max", "max 100000\n");
        Write("sys/fs/cgroup/user.slice/memory.max", "max\n");

        var sample = SampleTwice(() => Write("proc/stat", "cpu  175 0 175 1050 0 0 0 0 0 0\ncpu0 1 1 1 1\ncpu1 1 1 1 1\ncpu2 1 1 1 1\ncpu3 1 1 1 1\n"));

        Assert.Equal(4, sample.Cores);
        Assert.Equal(150.0 / 400, sample.CpuShare);
        Assert.Equal(600 * 1024, sample.MemoryUsed);
        Assert.Equal(1000 * 1024, sample.MemoryTotal);
        Assert.Equal(5, sample.Threads);
    }

    [Fact]
    public void Version_2_limits_are_the_containers()
    {
        Write("proc/self/cgroup", "0::/\n");
        Write("sys/fs/cgroup/cgroup.controllers", "cpu memory\n");
        Write("sys/fs/cgroup/cpu.max", "150000 100000\n");
        Write("sys/fs/cgroup/cpu.stat", "usage_usec 1000000\nuser_usec 1\n");
        Write("sys/fs/cgroup/memory.max", "500000\n");
        Write("sys/fs/cgroup/memory.current", "300000\n");
        Write("sys/fs/cgroup/memory.stat", "anon 1\nfile 2\ninactive_file 100000\n");

        var sample = SampleTwice(() => Write("sys/fs/cgroup/cpu.stat", "usage_usec 1750000\n"));

        Assert.Equal(1.5, sample.Cores);
        Assert.Equal(0.5, sample.CpuShare!.Value, 1e-9);
        Assert.Equal(200_000, sample.MemoryUsed);
        Assert.Equal(500_000, sample.MemoryTotal);
    }

    [Fact]
    public void The_tightest_limit_on_the_way_up_counts()
    {
        Write("proc/self/cgroup", "0::/pod/app\n");
        Write("sys/fs/cgroup/cgroup.controllers", "cpu memory\n");
        Write("sys/fs/cgroup/pod/cpu.max", "100000 100000\n");
        Write("sys/fs/cgroup/pod/app/cpu.max", "200000 100000\n");
        Write("sys/fs/cgroup/pod/memory.max", "900000\n");
        Write("sys/fs/cgroup/pod/memory.current", "800000\n");
        Write("sys/fs/cgroup/pod/app/memory.max", "max\n");
        Write("sys/fs/cgroup/pod/app/memory.current", "5\n");

        var reading = new LinuxReader(_root, _time).Read();

        Assert.Equal(1, reading.Cores);
        Assert.Equal(800_000, reading.MemoryUsed);
        Assert.Equal(900_000, reading.MemoryTotal);
    }

    [Fact]
    public void Version_1_limits_are_the_containers_also_when_the_path_is_the_hosts()
    {
        Write("proc/self/cgroup", "9:name=systemd:/docker/abc\n4:memory:/docker/abc\n3:cpu,cpuacct:/docker/abc\n");
        Write("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "50000\n");
        Write("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");
        Write("sys/fs/cgroup/cpuacct/cpuacct.usage", "1000000000\n");
        Write("sys/fs/cgroup/memory/memory.limit_in_bytes", "500000\n");
        Write("sys/fs/cgroup/memory/memory.usage_in_bytes", "300000\n");
        Write("sys/fs/cgroup/memory/memory.stat", "inactive_file 1\ntotal_inactive_file 50000\n");

        var sample = SampleTwice(() => Write("sys/fs/cgroup/cpuacct/cpuacct.usage", "1250000000\n"));

        Assert.Equal(0.5, sample.Cores);
        Assert.Equal(0.5, sample.CpuShare!.Value, 1e-9);
        Assert.Equal(250_000, sample.MemoryUsed);
        Assert.Equal(500_000, sample.MemoryTotal);
    }

    [Fact]
    public void Version_1_without_limits_is_the_host()
    {
        Write("proc/self/cgroup", "4:memory:/a\n1:cpu:/\n");
        Write("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1\n");
        Write("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");
        Write("sys/fs/cgroup/memory/a/memory.limit_in_bytes", "9223372036854771712\n");

        var reading = new LinuxReader(_root, _time).Read();

        Assert.Equal(4, reading.Cores);
        Assert.Equal(1000 * 1024, reading.MemoryTotal);
    }

    [Fact]
    public void An_unreadable_system_is_unknown_not_an_error()
    {
        Directory.Delete(Path.Combine(_root, "proc"), recursive: true);

        var sample = SampleTwice(() => { });

        Assert.Null(sample.CpuShare);
        Assert.Null(sample.MemoryUsed);
        Assert.Null(sample.MemoryTotal);
        Assert.NotNull(sample.ProcessCpuShare);
    }

    /// <summary>Two readings one second apart, the second after a change.</summary>
    private SystemSample SampleTwice(Action change)
    {
        var reader = new LinuxReader(_root, _time);
        var first = reader.Read();
        change();
        _time.Advance(TimeSpan.FromSeconds(1));
        return SystemSampler.Sample(first, reader.Read());
    }

    private void Write(string path, string text)
    {
        var full = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text.ToString(CultureInfo.InvariantCulture));
    }
}
