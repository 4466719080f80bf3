using Dashboard.Core.Storage;
using Dashboard.Core.SystemHistory;
using Dashboard.Core.SystemMetrics;
using Dashboard.Core.Windowing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dashboard.Tests.SystemHistory;

public sealed class SystemRollupsTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly StoredRollups Nothing = new([], [], 0, IngestLedger.Empty, 0);

    private readonly FakeTimeProvider _time = new(Start);
    private readonly Dictionary<CellAddress, StoredCell> _stored = [];
    private readonly WindowingOptions _options = new();

    [Theory]
    [InlineData(5, 30, 10)]
    [InlineData(15, 90, 10)]
    [InlineData(60, 60, 60)]
    [InlineData(360, 72, 300)]
    public void A_range_comes_in_natural_steps(int minutes, int points, int stepSeconds)
    {
        var rollups = Restored();
        Run(rollups, TimeSpan.FromHours(7));

        var series = rollups.Series(TimeRange.Last(TimeSpan.FromMinutes(minutes)));

        Assert.Equal(points, series.Count);
        Assert.All(series.Zip(series.Skip(1)), p => Assert.Equal(stepSeconds, (p.Second.Time - p.First.Time).TotalSeconds));
        var full = series[1].Time;
        Assert.Equal(stepSeconds, series[1].Figures.CpuShare.Count);
        Assert.Equal(Seconds(full, stepSeconds).Average(CpuAt), series[1].Figures.CpuShare.Mean!.Value, 1e-9);
        Assert.Equal(Seconds(full, stepSeconds).Max(CpuAt), series[1].Figures.CpuShare.Max);
    }

    [Fact]
    public void A_young_server_leaves_the_rest_of_the_range_empty()
    {
        var rollups = Restored();
        Run(rollups, TimeSpan.FromSeconds(20));

        var series = rollups.Series(TimeRange.Last(TimeSpan.FromMinutes(5)));

        Assert.Equal(20, series.Sum(p => p.Figures.Threads.Count));
        Assert.Null(series[0].Figures.CpuShare.Mean);
    }

    [Fact]
    public void A_restart_loses_nothing_that_was_saved()
    {
        var before = Restored();
        Run(before, TimeSpan.FromHours(3));
        Save(before);
        var history = Picture(before);

        Assert.Equal(history, Picture(Restored()));
    }

    [Fact]
    public void Samples_taken_while_storage_opens_add_to_what_is_stored()
    {
        var before = Restored();
        Run(before, TimeSpan.FromSeconds(95));
        Save(before);
        var after = new SystemRollups(_options, _time);
        Run(after, TimeSpan.FromSeconds(15)); // The minute that was open goes on.
        after.Restore(Stored());
        Save(after);

        foreach (var rollups in new[] { after, Restored() })
        {
            var series = rollups.Series(TimeRange.Last(TimeSpan.FromMinutes(60)));
            Assert.Equal([60, 50], series.Where(p => !p.Figures.IsEmpty).Select(p => p.Figures.CpuShare.Count));
        }
    }

    [Fact]
    public void A_failed_save_is_made_good_when_storage_opens_again()
    {
        var rollups = Restored();
        Run(rollups, TimeSpan.FromMinutes(2));
        Save(rollups);
        Run(rollups, TimeSpan.FromMinutes(2));
        Assert.NotNull(rollups.TakeChanges(1_000, IngestLedger.Empty)); // Never arrives.
        rollups.Restore(Stored());
        Save(rollups);

        Assert.Equal(Picture(rollups), Picture(Restored()));
        Assert.Equal(240, rollups.Series(TimeRange.Last(TimeSpan.FromMinutes(5))).Sum(p => p.Figures.Threads.Count));
    }

    [Fact]
    public void Each_resolution_is_kept_for_its_time_and_then_leaves_storage_too()
    {
        var rollups = Restored();
        Run(rollups, TimeSpan.FromSeconds(10));
        Save(rollups);
        Assert.Equal([10, 60, 3_600, 86_400], _stored.Keys.Select(k => k.ResolutionSeconds).Order());

        foreach (var (wait, left) in new[] { (_options.KeepTenSeconds, 3), (_options.KeepMinutes, 2), (_options.KeepHours, 1), (_options.KeepDays, 0) })
        {
            _time.SetUtcNow(Start + wait + TimeSpan.FromDays(wait < TimeSpan.FromDays(1) ? 0 : 1.1));
            var first = _stored.Keys.Where(k => k.BucketTicks <= Start.UtcTicks).ToHashSet();
            Run(rollups, TimeSpan.FromSeconds(20));
            Save(rollups);
            Assert.Equal(left, _stored.Keys.Count(first.Contains));
        }
    }

    [Fact]
    public void A_start_after_a_long_rest_removes_what_is_over()
    {
        var rollups = Restored();
        Run(rollups, TimeSpan.FromMinutes(1));
        Save(rollups);
        _time.Advance(TimeSpan.FromDays(3));
        Save(Restored());

        Assert.Equal([3_600, 86_400], _stored.Keys.Select(k => k.ResolutionSeconds).Order());
    }

    [Fact]
    public void Portions_keep_to_the_limit_and_end()
    {
        var rollups = Restored();
        Run(rollups, TimeSpan.FromMinutes(5));

        var portions = new List<int>();
        while (rollups.TakeChanges(7, IngestLedger.Empty) is { } changes)
        {
            Assert.Null(changes.CompleteThrough); // Only events are replayed.
            portions.Add(changes.Cells.Count);
        }

        Assert.All(portions.SkipLast(1), count => Assert.Equal(7, count));
        Assert.Equal(30 + 5 + 1 + 1, portions.Sum());
    }

    [Theory]
    [InlineData(new byte[] { 2, 0, 0 }, "format 2")]
    [InlineData(new byte[] { 1, 0, 0 }, "cannot be read")]
    [InlineData(new byte[0], "cannot be read")]
    public void Bytes_of_another_kind_are_refused(byte[] content, string problem)
    {
        var rollups = Restored();
        Run(rollups, TimeSpan.FromSeconds(1));
        Save(rollups);
        var address = _stored.Keys.First();
        _stored[address] = new StoredCell(address, 0, content);

        Assert.Contains(problem, Assert.Throws<StorageException>(() => Restored()).Message, StringComparison.Ordinal);
    }

    private static double CpuAt(long second) => second % 97 / 97.0;

    private static IEnumerable<long> Seconds(DateTimeOffset end, int count) =>
        Enumerable.Range(0, count).Select(i => end.ToUnixTimeSeconds() - count + i);

    private static string Picture(SystemRollups rollups) => string.Join('\n',
        from minutes in new[] { 5, 60, 24 * 60, 30 * 24 * 60 }
        from point in rollups.Series(TimeRange.Last(TimeSpan.FromMinutes(minutes)))
        select $"{point.Time:O} {point.Figures.CpuShare} {point.Figures.MemoryShare} {point.Figures.WorkingSet} {point.Figures.Threads}");

    /// <summary>One sample a second; ends with the clock at the end of the last second.</summary>
    private void Run(SystemRollups rollups, TimeSpan length)
    {
        for (var second = 0; second < length.TotalSeconds; second++)
        {
            var now = _time.GetUtcNow();
            rollups.Add(new SystemSample(now, CpuAt(now.ToUnixTimeSeconds()), 2, 600, 1_000, 0.1, 100, 50, 7));
            _time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    private SystemRollups Restored()
    {
        var rollups = new SystemRollups(_options, _time);
        rollups.Restore(Stored());
        return rollups;
    }

    private StoredRollups Stored() => Nothing with { Cells = [.. _stored.Values] };

    private void Save(SystemRollups rollups)
    {
        while (rollups.TakeChanges(256, IngestLedger.Empty) is { } changes)
        {
            foreach (var cell in changes.Cells)
            {
                _stored[cell.Address] = cell;
            }

            foreach (var address in changes.Removed)
            {
                Assert.True(_stored.Remove(address));
            }
        }
    }
}
