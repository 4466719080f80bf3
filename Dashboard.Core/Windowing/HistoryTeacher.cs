using Dashboard.Core.Estimation;
using Dashboard.Core.LateLabels;
using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Windowing;

/// <summary>Learns a <see cref="WindowHistory"/> from the cells of the past.</summary>
/// <param name="gate">Held while cells are read, not while they are learned from.</param>
internal sealed class HistoryTeacher(ModelCatalog catalog, CellTables cells, LossModels losses, Lock gate)
{
    /// <summary>How far back is looked.</summary>
    private static readonly TimeSpan Reach = TimeSpan.FromDays(30);

    /// <summary>Growth of the baseline from which on fitting again can change anything to speak of.</summary>
    private const double WorthRefitting = 1.05;

    private const int Minutes = 1;
    private const int Hours = 2;

    /// <param name="before">What was known so far: its estimator is kept while the baseline has hardly grown, so that charts need no repainting.</param>
    public WindowHistory Learn(SnapshotKey key, DateTimeOffset now, WindowHistory before)
    {
        var (labels, from) = ReadLabels(key, now, withOwn: false);
        var curves = DelayHistory.Learn(labels, out var noCurves);
        var isOwn = curves is null;
        curves ??= DelayHistory.Learn(ReadLabels(key, now, withOwn: true).Labels, out _);
        var history = WindowHistory.None with { Curves = curves, NoCurves = noCurves, IsOwn = isOwn };
        return history.MatureAge is { } age ? LearnScores(history, key, now, from, age, before)
            : catalog.Find(key.Model) is { IsRegression: true } model ? history with { NoEstimator = losses.LackOf(model) }
            : history;
    }

    /// <summary>The labels of all the model's traffic before the window, or up to now with the window's own.</summary>
    private (List<LabelledBucket> Labels, long From) ReadLabels(SnapshotKey key, DateTimeOffset now, bool withOwn)
    {
        lock (gate)
        {
            var view = WindowView.Of(key, catalog, cells, now);
            var whole = view.Model is { } model ? cells.Timelines.Find(model, null)?.Timelines ?? [] : [];
            var from = Math.Max(0, view.Plan.From - Reach.Ticks);
            var to = withOwn ? now.UtcTicks : Resolutions.Floor(view.Plan.From, Resolutions.Ticks[Minutes]);
            var keptFrom = Resolutions.FromMinutes(cells.Wholes.KeptFrom(now));
            return (WindowSums.Labels(whole, MergePlan.For(from, to, keptFrom), now), from);
        }
    }

    private WindowHistory LearnScores(WindowHistory history, SnapshotKey key, DateTimeOffset now, long from, TimeSpan matureAge, WindowHistory before)
    {
        ScoreCube baseline;
        List<ScoreCube> recent;
        int labels;
        Model? model;
        lock (gate)
        {
            var view = WindowView.Of(key, catalog, cells, now);
            model = view.Model;
            if (model is null || view.IsRegression)
            {
                return model is null ? history : WithLosses(history, model);
            }

            var keptFrom = Resolutions.FromMinutes(view.KeptFrom);
            var mature = Resolutions.Floor((now - matureAge).UtcTicks, Resolutions.Ticks[Minutes]);
            baseline = WindowSums.Scores(WindowSums.CellsOf(view.Watched, MergePlan.For(from, mature, keptFrom)));
            recent = RecentScores(view.Watched, mature, keptFrom);
            labels = model.Labels.Count;
        }

        var positive = labels == 2 ? PositiveLabel.CodeOf(model, baseline) : null;
        var bins = ScoreBins.Of(baseline, positive);
        var labelled = bins.Sum(bin => bin.Labelled);
        var isKept = before.Estimator is not null && before.Positive == positive && labelled < before.BaselineLabels * WorthRefitting;
        var calibrator = isKept ? null : IsotonicCalibrator.Fit(bins);
        if (calibrator?.Refusal is { } refusal)
        {
            return history with { NoEstimator = refusal, Positive = positive };
        }

        var estimator = isKept ? before.Estimator! : new ScoreEstimator(calibrator!);
        var points = recent.Select(cube => estimator.Backtest(ScoreBins.Of(cube, positive))).OfType<BacktestPoint>();
        return history with
        {
            Estimator = estimator,
            NoEstimator = null,
            Record = new TrackRecord(points),
            Positive = positive,
            BaselineLabels = isKept ? before.BaselineLabels : labelled,
        };
    }

    private WindowHistory WithLosses(WindowHistory history, Model model) => losses.Of(model) is [var newest, ..] trees
        ? history with { Losses = trees, Record = newest.Record, NoEstimator = null }
        : history with { NoEstimator = losses.LackOf(model) };

    /// <summary>The last mature buckets, oldest first: hours, or minutes while there are too few hours.</summary>
    private static List<ScoreCube> RecentScores(IReadOnlyList<Timeline> timelines, long mature, long[] keptFrom)
    {
        var hours = Buckets(timelines, mature, keptFrom, Hours);
        return hours.Count >= TrackRecord.Length ? hours : Buckets(timelines, mature, keptFrom, Minutes);
    }

    private static List<ScoreCube> Buckets(IReadOnlyList<Timeline> timelines, long mature, long[] keptFrom, int resolution)
    {
        var length = Resolutions.Ticks[resolution];
        var end = Resolutions.Floor(mature, length);
        var cubes = new List<ScoreCube>();
        for (var start = end - (TrackRecord.Length * length); start < end; start += length)
        {
            if (start >= keptFrom[resolution])
            {
                cubes.Add(WindowSums.Scores(WindowSums.CellsOf(timelines, resolution, start, start + length)));
            }
        }

        return [.. cubes.Where(cube => cube.BinCount > 0)];
    }
}
