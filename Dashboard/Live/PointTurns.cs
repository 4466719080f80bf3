using Dashboard.Core.Windowing;

namespace Dashboard.Live;

/// <summary>
/// Keeps a busy series from being sent whole each tick. A point covers a span, so each late ground truth changes every point
/// whose span holds its prediction. New points and the newest show at once, and so do the others while they are few; when
/// many change all the time they take turns, oldest first, and show what they showed until then.
/// </summary>
internal sealed class PointTurns
{
    /// <summary>Known points that may change per tick, in the long run.</summary>
    public const int PerTick = 2;

    /// <summary>Turns saved up by quiet ticks: one ground truth in an hour's series changes 30 points.</summary>
    public const int MostSaved = 30;

    private int _saved;
    private DateTimeOffset _lastTurn;

    /// <summary>The points to show this tick, and those of them that differ from the tick before.</summary>
    /// <param name="before">What was shown the tick before; ascends in time like <paramref name="now"/>.</param>
    public (IReadOnlyList<SeriesPoint> Points, IReadOnlyList<SeriesPoint> Changed) Take(IReadOnlyList<SeriesPoint> before, IReadOnlyList<SeriesPoint> now)
    {
        var changed = ChartDelta.ChangedPoints(before, now);
        _saved = Math.Min(_saved + PerTick, MostSaved);
        var newestBefore = before.Count == 0 ? DateTimeOffset.MinValue : before[^1].Time;
        var waiting = changed.Where(p => p.Time <= newestBefore && p != now[^1]).ToList();
        if (waiting.Count <= _saved)
        {
            _saved -= waiting.Count;
            return (now, changed);
        }

        var inTurn = waiting.OrderBy(p => p.Time <= _lastTurn).ThenBy(p => p.Time).ToList();
        var held = inTurn.Skip(_saved).Select(p => p.Time).ToHashSet();
        (_lastTurn, _saved) = (inTurn[_saved - 1].Time, 0);
        return ([.. Shown(before, now, held)], [.. changed.Where(p => !held.Contains(p.Time))]);
    }

    private static IEnumerable<SeriesPoint> Shown(IReadOnlyList<SeriesPoint> before, IReadOnlyList<SeriesPoint> now, HashSet<DateTimeOffset> held)
    {
        var old = before.Where(p => held.Contains(p.Time)).ToDictionary(p => p.Time);
        return now.Select(p => old.GetValueOrDefault(p.Time, p));
    }
}
