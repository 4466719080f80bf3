using CsCheck;
using Dashboard.Core.Windowing;
using Xunit;

namespace Dashboard.Tests.Windowing;

public class MergePlanTests
{
    private static readonly long Now = EventFeed.Start.UtcTicks;

    [Fact]
    public void Ninety_days_at_minute_edges_take_at_most_254_buckets()
    {
        var from = Now - TimeSpan.FromDays(90).Ticks + TimeSpan.FromMinutes(1).Ticks;
        var to = Now + TimeSpan.FromHours(11).Ticks + TimeSpan.FromMinutes(59).Ticks;
        Assert.InRange(MergePlan.For(from, to, [0, 0, 0, 0]).Buckets.Count, 200, 254);
    }

    [Fact]
    public void Any_range_is_covered_once_by_kept_aligned_buckets()
    {
        var ticks = Gen.Long[0, TimeSpan.FromDays(200).Ticks];
        Gen.Select(ticks, ticks, Gen.Int[0, 3]).Sample((back, length, dropped) =>
        {
            long[] kept = [Kept(0, 2), Kept(1, 48), Kept(2, 24 * 90), Kept(3, 24 * 3_650)];
            for (var resolution = 0; resolution < dropped; resolution++)
            {
                kept[resolution] = long.MaxValue; // All its cells were dropped.
            }

            var (from, to) = (Now - back, Math.Min(Now, Now - back + length));
            var plan = MergePlan.For(from, to, kept);
            var at = plan.From;
            foreach (var (resolution, start) in plan.Buckets)
            {
                Assert.Equal(at, start);
                Assert.Equal(0, start % Resolutions.Ticks[resolution]);
                Assert.True(start >= kept[resolution] || resolution == Resolutions.Count - 1);
                at += Resolutions.Ticks[resolution];
            }

            Assert.Equal(plan.To, at);
            Assert.True(plan.From <= from && plan.To >= to && (plan.Buckets.Count == 0 || plan.Buckets[^1].StartTicks < to));
        });
    }

    [Theory]
    [InlineData("00:05:00", 10, 30, 30)]
    [InlineData("01:00:00", 10, 300, 360)]
    [InlineData("06:00:00", 60, 900, 360)]
    [InlineData("1.00:00:00", 300, 3_600, 288)]
    [InlineData("7.00:00:00", 3_600, 21_600, 168)]
    [InlineData("30.00:00:00", 21_600, 86_400, 120)]
    [InlineData("90.00:00:00", 21_600, 604_800, 360)]
    public void A_series_has_natural_steps_and_few_points(string range, int step, int span, int count)
    {
        long[] kept = [Kept(0, 2), Kept(1, 48), Kept(2, 24 * 90), Kept(3, 24 * 3_650)];
        var grid = SeriesGrid.For(Now - TimeSpan.Parse(range, null).Ticks, Now, kept);
        Assert.Equal((step, span, count), ((int)(grid.Step / TimeSpan.TicksPerSecond), (int)(grid.Span / TimeSpan.TicksPerSecond), grid.Count));
    }

    private static long Kept(int resolution, int hours) =>
        Resolutions.Floor(Now - TimeSpan.FromHours(hours).Ticks, Resolutions.Ticks[resolution]);
}
