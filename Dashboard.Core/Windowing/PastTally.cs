using Dashboard.Core.Metrics;

namespace Dashboard.Core.Windowing;

/// <summary>A window's tally as it stood at an instant in the past.</summary>
/// <param name="Tally">Latencies are in it when no prediction came later, scores and delays when nothing at all did.</param>
/// <param name="KnownAt">The newest instant at or before the one asked for that can be told for all cells; null without cells.</param>
internal readonly record struct PastTally(Tally Tally, DateTimeOffset? KnownAt)
{
    /// <param name="timelines">Together: what some of them can tell and others not is told of none.</param>
    public static PastTally Of(IEnumerable<Timeline> timelines, MergePlan plan, long asOfTicks)
    {
        var cells = WindowSums.CellsOf(timelines, plan).Where(cell => cell.EndTicks <= asOfTicks).ToList();
        var (arrived, knownAt) = WindowSums.Arrived(cells, asOfTicks);
        var now = WindowSums.Total(cells.Select(cell => cell.Tally));
        if (arrived.Predictions != now.Predictions)
        {
            return new(arrived.ToTally(), knownAt);
        }

        if (arrived.Labelled == now.Labelled && arrived.Corrections == now.Corrections)
        {
            return new(now, knownAt);
        }

        var tally = arrived.ToTally();
        tally.TakeLatencies(now);
        return new(tally, knownAt);
    }
}
