using Dashboard.Core.Metrics;

namespace Dashboard.Core.Windowing;

/// <summary>A window's tally as it stood at an instant in the past.</summary>
/// <param name="Tally">Latencies are in it when no prediction came later, scores and delays when nothing at all did.</param>
/// <param name="KnownAt">The newest instant at or before the one asked for that can be told for all cells; null without cells.</param>
/// <param name="Since">What is not in it.</param>
internal readonly record struct PastTally(Tally Tally, DateTimeOffset? KnownAt, CameSince Since)
{
    /// <param name="timelines">Together: what some of them can tell and others not is told of none.</param>
    public static PastTally Of(IEnumerable<Timeline> timelines, MergePlan plan, long asOfTicks)
    {
        var cells = WindowSums.CellsOf(timelines, plan).Where(cell => cell.EndTicks <= asOfTicks).ToList();
        var (arrived, knownAt) = WindowSums.Arrived(cells, asOfTicks);
        var now = WindowSums.Total(cells.Select(cell => cell.Tally));
        var since = new CameSince(
            arrived.Predictions != now.Predictions,
            (arrived.Labelled, arrived.Corrections, arrived.Retractions) != (now.Labelled, now.Corrections, now.Retractions));
        if (since == default)
        {
            return new(now, knownAt, since);
        }

        var tally = arrived.ToTally();
        if (!since.Predictions)
        {
            tally.TakeLatencies(now);
        }

        return new(tally, knownAt, since);
    }
}
