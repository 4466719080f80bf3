using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Windowing;

/// <summary>
/// Builds snapshots from cells. Everything is read in one hold of the gate, so a snapshot is one instant; the cost is in
/// buckets, not events.
/// </summary>
internal sealed class SnapshotBuilder(ModelCatalog catalog, CellTable cells, ParkedTruths parked)
{
    /// <summary>Most rows of the versions table.</summary>
    private const int MaxVersions = 20;

    /// <summary>How far ahead of the clock predictions can lie.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(15);

    public Snapshot Build(SnapshotKey key, long number, DateTimeOffset asOf, Snapshot? previous)
    {
        var model = catalog.Find(key.Model);
        var windows = model is null ? null : cells.Find(model);
        IReadOnlyList<Timeline> all = windows?.Timelines ?? [];
        IReadOnlyList<Timeline> watched = key.Version is null ? all : [.. all.Where(t => t.Version.Name == key.Version)];
        var (from, to) = Bounds(key.Range, asOf);
        var keptFrom = cells.KeptFrom(asOf);
        var plan = MergePlan.For(from, to, keptFrom);
        var tallies = all.Select(t => (Timeline: t, Tally: Sum(t, plan))).ToList();
        var total = Total(tallies.Where(t => watched.Contains(t.Timeline)).Select(t => t.Tally));
        var isRegression = model?.IsRegression ?? false;
        var counts = key.Version is null ? windows?.Counts : (watched.Count == 0 ? null : watched[0].Counts);
        return new Snapshot
        {
            Number = number,
            Key = key,
            OutcomeKind = model?.OutcomeKind ?? OutcomeKind.Undecided,
            AsOf = asOf,
            From = new DateTimeOffset(plan.From, TimeSpan.Zero),
            To = new DateTimeOffset(plan.To, TimeSpan.Zero),
            Traffic = FigureBuilder.Traffic(total, Throughput.Of(watched, plan, keptFrom, asOf)),
            Latency = FigureBuilder.Latency(total, previous?.Latency.Histogram),
            Labels = FigureBuilder.Labels(total, model is null ? 0 : parked.CountOf(model)),
            Classification = isRegression ? null : FigureBuilder.Classification(total, model?.Labels ?? new LabelSet(0)),
            Regression = isRegression ? FigureBuilder.Regression(total.Regression) : null,
            CountWindows = (counts ?? new CountWindows()).ToFigures(isRegression),
            Series = SeriesBuilder.Build(watched, SeriesGrid.For(plan.From, plan.To, keptFrom), isRegression, previous?.Series),
            Versions = Versions(tallies, isRegression),
            LastPrediction = Latest(watched.Select(t => t.LastPredictionTicks)),
            LastReceived = Latest(watched.Select(t => t.LastReceivedTicks)),
        };
    }

    /// <summary>A relative range ends with the 10 s bucket that is filling, so the newest data are in it at once.</summary>
    private static (long From, long To) Bounds(TimeRange range, DateTimeOffset asOf)
    {
        if (range.IsRelative)
        {
            var end = Resolutions.Floor(asOf.UtcTicks, Resolutions.Ticks[0]) + Resolutions.Ticks[0];
            return (Math.Max(0, end - range.Length.Ticks), end);
        }

        return (range.From.UtcTicks, Math.Min(range.To.UtcTicks, (asOf + Ahead).UtcTicks));
    }

    private static Tally Sum(Timeline timeline, MergePlan plan)
    {
        var sum = new Tally();
        foreach (var (resolution, start) in plan.Buckets)
        {
            if (timeline.Find(resolution, start) is { } cell)
            {
                sum.Merge(cell.Tally);
            }
        }

        return sum;
    }

    private static Tally Total(IEnumerable<Tally> tallies)
    {
        var total = new Tally();
        foreach (var tally in tallies)
        {
            total.Merge(tally);
        }

        return total;
    }

    private static List<VersionFigures> Versions(List<(Timeline Timeline, Tally Tally)> tallies, bool isRegression)
    {
        var predictions = tallies.Sum(t => t.Tally.Predictions);
        return [.. tallies.AsEnumerable().Reverse().Take(MaxVersions)
            .Select(t => FigureBuilder.Version(t.Timeline.Version.Name, t.Tally, isRegression, predictions))];
    }

    private static DateTimeOffset? Latest(IEnumerable<long> ticks)
    {
        var latest = ticks.DefaultIfEmpty().Max();
        return latest == 0 ? null : new DateTimeOffset(latest, TimeSpan.Zero);
    }
}
