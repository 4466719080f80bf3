using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Windowing;

/// <summary>
/// Builds snapshots from cells. What is summed is read in one hold of the gate, so a snapshot is one instant; what is
/// computed from the sums is computed outside it. The cost is in buckets, not events.
/// </summary>
internal sealed class SnapshotBuilder(ModelCatalog catalog, CellTables cells, ParkedTruths parked)
{
    /// <summary>Most rows of the versions table.</summary>
    private const int MaxVersions = 20;

    /// <summary>Called under the gate.</summary>
    public SnapshotParts Read(SnapshotKey key, DateTimeOffset asOf, WindowHistory history, Snapshot? previous)
    {
        var view = WindowView.Of(key, catalog, cells, asOf);
        var sums = view.All.Select(t => SettledSum.Sum(t, view.Plan, previous?.Settled.FirstOrDefault(sum => sum.Timeline == t))).ToList();
        var tallies = view.All.Zip(sums, (t, sum) => (Timeline: t, Tally: sum.Total)).ToList();
        return new SnapshotParts(
            view,
            tallies.ConvertAll(t => (t.Timeline.Version.Name, t.Tally)),
            WindowSums.Together([.. tallies.Where(t => view.Watched.Contains(t.Timeline)).Select(t => t.Tally)]),
            WindowSums.Labels(view.Watched, view.Plan, asOf),
            Throughput.Of(view.Watched, view.Plan, view.KeptFrom, asOf),
            view.Counts.ToFigures(view.IsRegression),
            SeriesBuilder.Build(view.Watched, SeriesGrid.For(view.Plan, view.KeptFrom), view.IsRegression, previous?.Series),
            new OutlookBuilder(view, history, previous?.Outlook).Build(),
            view.Model is null ? 0 : parked.CountOf(view.Model),
            Latest(view.Watched.Select(t => t.LastPredictionTicks)),
            Latest(view.Watched.Select(t => t.LastReceivedTicks)))
        {
            Settled = [.. sums.Select(sum => sum.Settled).OfType<SettledSum>()],
            Arrived = view.Counts.Arrived,
        };
    }

    /// <summary>The same as it stood at an instant in the past. Called under the gate.</summary>
    public SnapshotParts ReadPast(SnapshotKey key, DateTimeOffset asOf)
    {
        var view = WindowView.OfPast(key, catalog, cells, asOf);
        var tallies = view.All.Select(t => (t.Version.Name, PastTally.Of([t], view.Plan, asOf.UtcTicks).Tally)).ToList();
        var (total, knownAt, since) = PastTally.Of(view.Watched, view.Plan, asOf.UtcTicks);
        var grid = SeriesGrid.For(view.Plan, view.KeptFrom);
        return new SnapshotParts(
            view, tallies, total, [],
            Figure.None(WindowHistory.NotToldThen), CountWindows.NotThen,
            SeriesBuilder.BuildPast(view.Watched, grid, view.IsRegression, asOf.UtcTicks), new Outlook(TimeSpan.FromTicks(grid.Step), []),
            0, null, null)
        {
            KnownAt = knownAt ?? asOf,
            Since = since,
        };
    }

    /// <summary>The sums of a window, of now or as they stood at an instant in the past. Called under the gate.</summary>
    public WindowReading ReadSums(SnapshotKey key, DateTimeOffset now, DateTimeOffset? asOf)
    {
        var view = asOf is { } past ? WindowView.OfPast(key, catalog, cells, past) : WindowView.Of(key, catalog, cells, now);
        if (asOf is not { } then)
        {
            return Sums(view, WindowSums.Together([.. view.Watched.Select(t => WindowSums.Total(t, view.Plan))]), null, null);
        }

        var (tally, knownAt, since) = PastTally.Of(view.Watched, view.Plan, then.UtcTicks);
        return Sums(view, tally, knownAt ?? then, since);
    }

    /// <summary>The sums that parts were read from. Called under the gate.</summary>
    public static WindowReading SumsOf(SnapshotParts parts) => Sums(parts.View, parts.Total, parts.KnownAt, parts.Since);

    /// <param name="knownAt">Null for the present; the past tells no blocks and no minutes.</param>
    private static WindowReading Sums(WindowView view, Tally tally, DateTimeOffset? knownAt, CameSince? since) => new(
        view.Key, view.Model, view.AsOf, knownAt, new DateTimeOffset(view.Plan.From, TimeSpan.Zero), new DateTimeOffset(view.Plan.To, TimeSpan.Zero),
        tally, knownAt is null ? Blocks(view) : [])
    {
        Minutes = knownAt is null ? WindowSums.Minutes(view) : null,
        Pairs = knownAt is null ? Pairs(view) : [],
        Lack = new(view.Lack, since),
    };

    private static List<LabelledPair> Pairs(WindowView view) => view.Group?.Pairs?.Of(view.Key.Version, view.Plan.From, view.Plan.To) ?? [];

    /// <summary>Regression sums of the buckets in order of time, all versions together.</summary>
    private static List<PairMoments> Blocks(WindowView view)
    {
        var blocks = new List<PairMoments>(); // Bounded by the plan.
        foreach (var (resolution, start) in view.Plan.Buckets)
        {
            var block = new PairMoments();
            foreach (var timeline in view.Watched)
            {
                if (timeline.Find(resolution, start)?.Tally.Regression is { } sums)
                {
                    block.Merge(sums.Moments);
                }
            }

            blocks.Add(block);
        }

        return blocks;
    }

    public static Snapshot Compose(SnapshotParts parts, long number, WindowHistory history, Snapshot? previous)
    {
        var (view, total) = (parts.View, parts.Total);
        var (isRegression, lack) = (view.IsRegression, new WindowLack(view.Lack, parts.Since));
        var snapshot = new Snapshot
        {
            Number = number,
            Key = view.Key,
            OutcomeKind = view.Model?.OutcomeKind ?? OutcomeKind.Undecided,
            AsOf = view.AsOf,
            KnownAt = parts.KnownAt,
            From = new DateTimeOffset(view.Plan.From, TimeSpan.Zero),
            To = new DateTimeOffset(view.Plan.To, TimeSpan.Zero),
            Traffic = FigureBuilder.Traffic(total, parts.Throughput),
            Latency = FigureBuilder.Latency(total, previous?.Latency.Histogram),
            Labels = FigureBuilder.Labels(total, parts.Buckets, history, view.AsOf, parts.Parked),
            Classification = isRegression ? null : FigureBuilder.Classification(total, view.Model?.Labels ?? new LabelSet(0)),
            Regression = isRegression ? FigureBuilder.Regression(total.Regression) : null,
            Quality = FigureBuilder.Outlook(total, parts.Buckets, history, isRegression),
            Outlook = parts.Outlook,
            CountWindows = parts.CountWindows,
            Series = parts.Series,
            Versions = Versions(parts.Tallies, isRegression),
            LastPrediction = parts.LastPrediction,
            LastReceived = parts.LastReceived,
            Settled = parts.Settled,
            Arrived = parts.Arrived,
        };
        return lack == default ? snapshot : snapshot.Explained(lack, total);
    }

    private static List<VersionFigures> Versions(IReadOnlyList<(string Version, Tally Tally)> tallies, bool isRegression)
    {
        var predictions = tallies.Sum(t => t.Tally.Predictions);
        return [.. tallies.Reverse().Take(MaxVersions).Select(t => FigureBuilder.Version(t.Version, t.Tally, isRegression, predictions))];
    }

    private static DateTimeOffset? Latest(IEnumerable<long> ticks)
    {
        var latest = ticks.DefaultIfEmpty().Max();
        return latest == 0 ? null : new DateTimeOffset(latest, TimeSpan.Zero);
    }
}
