using Dashboard.Core.Windowing;
using Dashboard.Live;
using Xunit;
using static Dashboard.Tests.Live.SnapshotFixtures;

namespace Dashboard.Tests.Live;

public sealed class OutlookTurnsTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(1);

    private readonly OutlookTurns _turns = new();

    [Fact]
    public void What_has_not_changed_is_not_sent_again()
    {
        Assert.Equal(60, _turns.Take(Of(0.9), reset: true).Points.Count);

        var (reset, points) = _turns.Take(Of(0.9), reset: false);

        Assert.False(reset);
        Assert.Empty(points);
    }

    [Fact]
    public void A_new_estimator_repaints_a_few_points_a_tick_newest_first_until_all_are_new()
    {
        _turns.Take(Of(0.9), reset: true);
        var now = Of(0.8);
        var shown = Of(0.9).Points.ToDictionary(p => p.Time);

        Assert.Equal(now.Points.TakeLast(OutlookTurns.PerTick), _turns.Take(now, reset: false).Points);
        for (var tick = 1; tick < 60 / OutlookTurns.PerTick; tick++)
        {
            var points = _turns.Take(now, reset: false).Points;
            Assert.Equal(OutlookTurns.PerTick, points.Count);
            points.ToList().ForEach(p => shown[p.Time] = p);
        }

        Assert.Equal(now.Points.Take(57), shown.Values.Take(57));
        Assert.Empty(_turns.Take(now, reset: false).Points);
    }

    [Fact]
    public void Another_step_replaces_all()
    {
        _turns.Take(Of(0.9), reset: true);

        var (reset, points) = _turns.Take(Of(0.9) with { Step = 5 * Step }, reset: false);

        Assert.True(reset);
        Assert.Equal(60, points.Count);
    }

    private static Outlook Of(double estimated) => new(
        Step, [.. Enumerable.Range(0, 60).Select(i => new OutlookPoint(Start + (i * Step), estimated, 0.7, 0.95, 100, null, 0, null))]);
}
