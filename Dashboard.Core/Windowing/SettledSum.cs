using Dashboard.Core.Metrics;

namespace Dashboard.Core.Windowing;

/// <summary>
/// The sum of all buckets of a window but the newest, of one timeline. Most ticks change none of them: then a tick adds one cell to
/// this instead of adding up all. Never changed once made.
/// </summary>
/// <param name="Revision">Highest stamp of its cells: a change gives a cell a higher one.</param>
/// <param name="Cells">How many there are.</param>
internal sealed record SettledSum(Timeline Timeline, long From, long To, long Revision, int Cells, Tally Tally)
{
    /// <summary>The sum of the whole window, the caller's own, and what the next tick may start from.</summary>
    public static (Tally Total, SettledSum? Settled) Sum(Timeline timeline, MergePlan plan, SettledSum? before)
    {
        if (plan.Buckets.Count == 0)
        {
            return (new Tally(), null);
        }

        var (newest, to) = plan.Buckets[^1];
        var settledCells = WindowSums.CellsOf(timeline, plan, plan.Buckets.Count - 1);
        var (revision, cells) = (0L, 0);
        foreach (var cell in settledCells)
        {
            (revision, cells) = (Math.Max(revision, cell.Revision), cells + 1);
        }

        var isSame = before is not null && before.Timeline == timeline && (before.From, before.To) == (plan.From, to)
            && (before.Revision, before.Cells) == (revision, cells);
        var settled = isSame ? before! : new SettledSum(timeline, plan.From, to, revision, cells, WindowSums.Total(settledCells.Select(cell => cell.Tally)));
        var total = new Tally();
        total.Merge(settled.Tally);
        if (timeline.Find(newest, to) is { } filling)
        {
            total.Merge(filling.Tally);
        }

        return (total, settled);
    }
}
