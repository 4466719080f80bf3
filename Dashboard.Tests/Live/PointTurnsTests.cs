using Dashboard.Core.Windowing;
using Dashboard.Live;
using Xunit;
using static Dashboard.Tests.Live.SnapshotFixtures;

namespace Dashboard.Tests.Live;

public sealed class PointTurnsTests
{
    private readonly PointTurns _turns = new();
    private IReadOnlyList<SeriesPoint> _shown = [.. Enumerable.Range(0, 60).Select(i => At(i, 0))];

    [Fact]
    public void A_few_late_changes_show_at_once()
    {
        for (var tick = 0; tick < PointTurns.MostSaved; tick++)
        {
            Assert.Empty(Take(_shown));
        }

        var revised = Revise(1, i => i < PointTurns.MostSaved);

        Assert.Equal(PointTurns.MostSaved, Take(revised).Count);
        Assert.Equal(revised, _shown);
    }

    [Fact]
    public void When_all_points_change_all_the_time_each_comes_in_its_turn()
    {
        var late = new Dictionary<DateTimeOffset, int>();
        for (var tick = 1; tick <= 300; tick++)
        {
            var now = Revise(tick, _ => true);
            var changed = Take(now);

            Assert.Equal(now[^1], _shown[^1]);
            Assert.Equal(changed, _shown.Where(p => p.Revision == tick));
            Assert.InRange(changed.Count, 1, PointTurns.PerTick + 1);
            foreach (var point in _shown)
            {
                late[point.Time] = Math.Max(late.GetValueOrDefault(point.Time), tick - (int)point.Revision);
            }
        }

        Assert.InRange(late.Values.Max(), 1, 60 / PointTurns.PerTick);
    }

    [Fact]
    public void New_points_never_wait()
    {
        Take(Revise(1, _ => true));

        var now = Revise(2, _ => true).Skip(10).Concat(Enumerable.Range(60, 10).Select(i => At(i, 2))).ToList();
        var changed = Take(now);

        Assert.Equal(now.Select(p => p.Time), _shown.Select(p => p.Time));
        Assert.Equal(10, changed.Count(p => p.Time >= At(60, 0).Time));
    }

    [Fact]
    public void A_point_that_stops_changing_while_it_waits_is_shown_as_it_is()
    {
        var revised = Revise(1, _ => true);
        for (var tick = 0; tick <= 60 / PointTurns.PerTick; tick++)
        {
            Take(revised);
        }

        Assert.Equal(revised, _shown);
    }

    private static SeriesPoint At(int step, long revision) =>
        new(Start.AddSeconds(10 * step), revision, 0, 1, 1, 1, 0, 1, 1, revision);

    private List<SeriesPoint> Revise(long revision, Func<int, bool> which) =>
        [.. _shown.Select((p, i) => which(i) ? p with { Quality = revision, Revision = revision } : p)];

    private IReadOnlyList<SeriesPoint> Take(IReadOnlyList<SeriesPoint> now)
    {
        (_shown, var changed) = _turns.Take(_shown, now);
        return changed;
    }
}
