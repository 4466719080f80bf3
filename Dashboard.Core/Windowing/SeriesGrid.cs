namespace Dashboard.Core.Windowing;

/// <summary>
/// Where the points of a series lie. The step is the finest natural one that gives at most <see cref="MaxPoints"/>
/// points and whose cells are kept over the range; each point covers the largest natural span within a tenth of the
/// range (at least one step). Points lie at multiples of the step, so they keep their place while time goes on; the
/// newest one ends up to a step ahead and fills as events come.
/// </summary>
internal readonly record struct SeriesGrid(int Resolution, long Step, long Span, long FirstEnd, int Count)
{
    /// <summary>Aimed at; ranges over 7 years of weekly points have up to 550.</summary>
    public const int MaxPoints = 400;

    /// <summary>Steps people read easily, each a whole number of cells.</summary>
    public static readonly TimeSpan[] Natural =
    [
        TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromDays(1), TimeSpan.FromDays(7),
    ];

    public int StepsPerSpan => (int)(Span / Step);

    /// <summary>Start of the first step that any point covers.</summary>
    public long Start => FirstEnd - Span;

    /// <summary>Of a plan; without points when nothing is kept of its time.</summary>
    public static SeriesGrid For(MergePlan plan, ReadOnlySpan<long> keptFrom, int maxPoints = MaxPoints) =>
        For(plan.From, plan.IsEmpty ? plan.From : plan.To, keptFrom, maxPoints);

    public static SeriesGrid For(long from, long to, ReadOnlySpan<long> keptFrom, int maxPoints = MaxPoints)
    {
        foreach (var natural in Natural)
        {
            var grid = Of(natural.Ticks, from, to);
            if (grid.Count <= maxPoints && keptFrom[grid.Resolution] <= from)
            {
                return grid;
            }
        }

        return Of(Natural[^1].Ticks, from, to);
    }

    private static SeriesGrid Of(long step, long from, long to)
    {
        var span = step;
        foreach (var natural in Natural)
        {
            span = natural.Ticks <= (to - from) / 10 ? Math.Max(span, natural.Ticks) : span;
        }

        var firstEnd = Resolutions.Floor(from, step) + step;
        var lastEnd = Resolutions.Ceiling(to, step);
        var resolution = Array.FindLastIndex(Resolutions.Ticks, length => step % length == 0);
        return new SeriesGrid(resolution, step, span, firstEnd, to <= from ? 0 : (int)((lastEnd - firstEnd) / step) + 1);
    }
}
