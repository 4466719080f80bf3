using Dashboard.Core.LateLabels;
using Dashboard.Core.Metrics;

namespace Dashboard.Core.Windowing;

/// <summary>Sums over the cells of a window. Called under the projection's gate; what is returned is the caller's own.</summary>
internal static class WindowSums
{
    private const int MinuteResolution = 1;

    /// <summary>A month: as many as can be looked at without holding up the writer.</summary>
    private const int MaxMinutes = 31 * 24 * 60;

    public static IEnumerable<Cell> CellsOf(Timeline timeline, MergePlan plan) => CellsOf(timeline, plan, plan.Buckets.Count);

    /// <param name="buckets">Of the plan, the first so many.</param>
    public static IEnumerable<Cell> CellsOf(Timeline timeline, MergePlan plan, int buckets)
    {
        for (var i = 0; i < buckets; i++)
        {
            if (timeline.Find(plan.Buckets[i].Resolution, plan.Buckets[i].StartTicks) is { } cell)
            {
                yield return cell;
            }
        }
    }

    public static IEnumerable<Cell> CellsOf(IEnumerable<Timeline> timelines, MergePlan plan) =>
        timelines.SelectMany(timeline => CellsOf(timeline, plan));

    /// <summary>The cells of a stretch of time, bucket by bucket.</summary>
    /// <param name="start">As <paramref name="end"/> a multiple of the resolution's length.</param>
    public static IEnumerable<Cell> CellsOf(IReadOnlyList<Timeline> timelines, int resolution, long start, long end)
    {
        for (; start < end; start += Resolutions.Ticks[resolution])
        {
            foreach (var timeline in timelines)
            {
                if (timeline.Find(resolution, start) is { } cell)
                {
                    yield return cell;
                }
            }
        }
    }

    public static Tally Total(Timeline timeline, MergePlan plan) => Total(CellsOf(timeline, plan).Select(cell => cell.Tally));

    /// <summary>The sum of copies: of one, itself.</summary>
    public static Tally Together(IReadOnlyList<Tally> copies) => copies is [var only] ? only : Total(copies);

    public static Tally Total(IEnumerable<Tally> tallies)
    {
        var total = new Tally();
        foreach (var tally in tallies)
        {
            total.Merge(tally);
        }

        return total;
    }

    /// <summary>The labels of a window bucket by bucket, copied.</summary>
    public static List<LabelledBucket> Labels(IEnumerable<Timeline> timelines, MergePlan plan, DateTimeOffset asOf)
    {
        var buckets = new List<LabelledBucket>(); // Bounded by the plan and the versions.
        foreach (var cell in CellsOf(timelines, plan))
        {
            var delays = new DelayLadder();
            delays.Merge(cell.Delays);
            buckets.Add(LabelledBucket.At(asOf.UtcTicks, cell.StartTicks, cell.EndTicks, cell.Tally.Answered, delays));
        }

        return buckets;
    }

    /// <summary>The full minutes of a view judged one by one; null when minutes are not kept from its start on, or are too many.</summary>
    public static ServiceMinutes? Minutes(WindowView view)
    {
        var (length, end) = (Resolutions.Ticks[MinuteResolution], Math.Min(view.Plan.To, view.AsOf.UtcTicks));
        var first = Resolutions.Ceiling(view.Plan.From, length);
        if (view.KeptFrom[MinuteResolution] > first || (end - first) / length > MaxMinutes)
        {
            return null;
        }

        var minutes = default(ServiceMinutes);
        for (var start = first; start + length <= end; start += length)
        {
            minutes = minutes.With(RequestsIn(view.Watched, start), hasHeartbeat: false); // Nobody sends signs of life but the predictions.
        }

        return minutes;
    }

    private static RequestCounts RequestsIn(IReadOnlyList<Timeline> timelines, long minute)
    {
        var sum = default(RequestCounts);
        for (var i = 0; i < timelines.Count; i++)
        {
            if (timelines[i].Find(MinuteResolution, minute)?.Tally.Requests is { } part)
            {
                sum = new RequestCounts(sum.Bad + part.Bad, sum.Valid + part.Valid);
            }
        }

        return sum;
    }

    public static ScoreCube Scores(IEnumerable<Cell> cells)
    {
        var cube = new ScoreCube();
        foreach (var cell in cells)
        {
            if (cell.Tally.Scores is { } scores)
            {
                cube.Merge(scores);
            }
        }

        return cube;
    }

    public static LeafCounts? Leaves(IEnumerable<Cell> cells)
    {
        LeafCounts? sum = null;
        foreach (var cell in cells)
        {
            if (cell.Tally.Leaves is { } leaves)
            {
                (sum ??= new LeafCounts(leaves.Tree)).Merge(leaves);
            }
        }

        return sum;
    }

    /// <summary>What had arrived by an instant, and the newest instant at or before it that can be told for all cells.</summary>
    public static (ArrivedTally Sum, DateTimeOffset? KnownAt) Arrived(IEnumerable<Cell> cells, long asOfTicks)
    {
        var sum = new ArrivedTally();
        long? knownAt = null;
        foreach (var cell in cells)
        {
            if (cell.LastReceivedTicks <= asOfTicks)
            {
                cell.Layers?.AddAll(sum); // Nothing came since: no need to go back to an edge.
                knownAt = Math.Min(knownAt ?? asOfTicks, asOfTicks);
            }
            else if (cell.Layers?.AddAsOf(asOfTicks, cell.EndTicks, sum) is { } at)
            {
                knownAt = Math.Min(knownAt ?? at, at);
            }
        }

        return (sum, knownAt is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null);
    }
}
