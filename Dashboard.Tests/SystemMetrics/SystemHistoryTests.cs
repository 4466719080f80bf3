using Dashboard.Core.SystemMetrics;
using Xunit;

namespace Dashboard.Tests.SystemMetrics;

public sealed class SystemHistoryTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly SystemHistory _history = new(new SystemHistoryOptions());

    [Fact]
    public void Recent_ranges_come_by_the_second()
    {
        Fill(TimeSpan.FromMinutes(30));

        var samples = Last(TimeSpan.FromMinutes(5), at: TimeSpan.FromMinutes(30));

        Assert.Equal(300, samples.Count);
        Assert.All(samples.Zip(samples.Skip(1)), p => Assert.Equal(TimeSpan.FromSeconds(1), p.Second.Time - p.First.Time));
    }

    [Fact]
    public void Older_ranges_come_as_means_of_ten_seconds_then_of_minutes()
    {
        Fill(TimeSpan.FromHours(4));

        var hour = Last(TimeSpan.FromHours(1), at: TimeSpan.FromHours(4));
        var all = Last(TimeSpan.FromHours(4), at: TimeSpan.FromHours(4));

        Assert.Equal(360, hour.Count);
        Assert.Equal(240, all.Count);
        Assert.Equal(Enumerable.Range(0, 60).Average(CpuAt), all[0].CpuShare!.Value, 1e-12);
        Assert.Equal(Start, all[0].Time);
    }

    [Fact]
    public void Nothing_is_kept_longer_than_allowed()
    {
        Fill(TimeSpan.FromHours(50));

        var all = Last(TimeSpan.FromHours(50), at: TimeSpan.FromHours(50));

        Assert.InRange(all.Count, 48 * 60, 48 * 60 + 1);
    }

    [Fact]
    public void A_young_server_answers_long_ranges_with_what_it_has()
    {
        Fill(TimeSpan.FromSeconds(20));

        Assert.Equal(20, Last(TimeSpan.FromHours(24), at: TimeSpan.FromSeconds(20)).Count);
    }

    [Fact]
    public void Unknown_values_stay_out_of_means()
    {
        _history.Add(Sample(0) with { CpuShare = null, MemoryUsed = null });
        _history.Add(Sample(0) with { CpuShare = 0.5 });

        var sample = Assert.Single(_history.Between(Start, Start.AddMinutes(1)));
        Assert.Equal(0.5, sample.CpuShare);
        Assert.Equal(600, sample.MemoryUsed);
    }

    private static double CpuAt(int second) => second % 100 / 100.0;

    private static SystemSample Sample(int second) =>
        new(Start.AddSeconds(second), CpuAt(second), 2, 600, 1_000, 0.1, 100, 50, 7);

    private void Fill(TimeSpan length)
    {
        for (var second = 0; second < length.TotalSeconds; second++)
        {
            _history.Add(Sample(second));
        }
    }

    private IReadOnlyList<SystemSample> Last(TimeSpan length, TimeSpan at) => _history.Between(Start + at - length, Start + at);
}
