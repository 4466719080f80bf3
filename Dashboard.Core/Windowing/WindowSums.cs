using Dashboard.Core.LateLabels;
using Dashboard.Core.Metrics;

namespace Dashboard.Core.Windowing;

/// <summary>Sums over the cells of a window. Called under the projection's gate; what is returned is the caller's own.</summary>
internal static class WindowSums
{
    public static IEnumerable<Cell> CellsOf(Timeline timeline, MergePlan plan)
    {
        foreach (var (resolution, start) in plan.Buckets)
        {
            if (timeline.Find(resolution, start) is { } cell)
            {
                yield return cell;
            }
        }
    }

    public static Tally Total(Timeline timeline, MergePlan plan)
    {
        var sum = new Tally();
        foreach (var cell in CellsOf(timeline, plan))
        {
            sum.Merge(cell.Tally);
        }

        return sum;
    }

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
        foreach (var cell in timelines.SelectMany(timeline => CellsOf(timeline, plan)))
        {
            var delays = new DelayLadder();
            delays.Merge(cell.Delays);
            buckets.Add(LabelledBucket.At(asOf.UtcTicks, cell.StartTicks, cell.EndTicks, cell.Tally.Answered, delays));
        }

        return buckets;
    }

    /// <summary>The scores of a window.</summary>
    public static ScoreCube Scores(IEnumerable<Timeline> timelines, MergePlan plan)
    {
        var cube = new ScoreCube();
        foreach (var cell in timelines.SelectMany(timeline => CellsOf(timeline, plan)))
        {
            if (cell.Tally.Scores is { } scores)
            {
                cube.Merge(scores);
            }
        }

        return cube;
    }

    /// <summary>What had arrived by an instant, and the newest instant at or before it that can be told for all cells.</summary>
    public static (ArrivedTally Sum, DateTimeOffset? KnownAt) Arrived(IEnumerable<Cell> cells, long asOfTicks)
    {
        var sum = new ArrivedTally();
        long? knownAt = null;
        foreach (var cell in cells)
        {
            if (cell.Layers?.AddAsOf(asOfTicks, cell.EndTicks, sum) is { } at)
            {
                knownAt = Math.Min(knownAt ?? at, at);
            }
        }

        return (sum, knownAt is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null);
    }
}
