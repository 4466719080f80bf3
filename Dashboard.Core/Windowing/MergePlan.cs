namespace Dashboard.Core.Windowing;

/// <summary>
/// Which buckets cover a range: at every instant the coarsest that is aligned, fits and is kept. 90 days with minute
/// edges take at most 59 + 23 + 90 + 23 + 59 = 254 buckets.
/// </summary>
internal sealed class MergePlan
{
    private MergePlan(long from, long to) => (From, To) = (from, to);

    /// <summary>Start of the first bucket: the wanted start, rounded down to the finest bucket still kept there.</summary>
    public long From { get; }

    /// <summary>End of the last bucket: the wanted end, rounded up to the finest bucket still kept there.</summary>
    public long To { get; private set; }

    /// <summary>In order of time, without gaps or overlaps.</summary>
    public List<(int Resolution, long StartTicks)> Buckets { get; } = []; // Bounded by the retentions: a few hundred.

    /// <summary>Nothing is kept of the wanted range, or it has no length: it is answered as it was asked for.</summary>
    public bool IsEmpty => Buckets.Count == 0;

    /// <summary>A range of which nothing can be kept.</summary>
    public static MergePlan Nothing(long from, long to) => new(from, Math.Max(from, to));

    /// <param name="keptFrom">Start of the oldest kept bucket per resolution.</param>
    public static MergePlan For(long from, long to, ReadOnlySpan<long> keptFrom)
    {
        var start = Math.Max(from, keptFrom[^1]);
        if (to <= start)
        {
            return Nothing(from, to);
        }

        var finest = FinestKept(start, keptFrom);
        var plan = Starting(Resolutions.Floor(start, Resolutions.Ticks[finest]));
        while (plan.To < to)
        {
            var resolution = Coarsest(plan.To, to, keptFrom);
            plan.Buckets.Add((resolution, plan.To));
            plan.To += Resolutions.Ticks[resolution];
        }

        return plan;
    }

    private static MergePlan Starting(long at) => new(at, at);

    private static int FinestKept(long start, ReadOnlySpan<long> keptFrom)
    {
        var resolution = 0;
        while (resolution < Resolutions.Count - 1 && keptFrom[resolution] > start)
        {
            resolution++;
        }

        return resolution;
    }

    private static int Coarsest(long start, long to, ReadOnlySpan<long> keptFrom)
    {
        for (var resolution = Resolutions.Count - 1; resolution >= 0; resolution--)
        {
            var length = Resolutions.Ticks[resolution];
            if (start % length == 0 && start + length <= to && start >= keptFrom[resolution])
            {
                return resolution;
            }
        }

        return FinestKept(start, keptFrom); // None fits: the last bucket reaches over the end.
    }
}
