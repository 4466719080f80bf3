using Dashboard.Core.Estimation;
using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;
using Dashboard.Core.Windowing;

namespace Dashboard.Core.Baselines;

/// <summary>
/// Learns from stored, labelled predictions how hard the predictions of a regression model are, and keeps an account of how good that
/// was. The older two thirds of the rows make the tree, the others judge it; it is made anew once half of the rows came after it.
/// </summary>
public sealed class LossLearner(Projection projection, ModelCatalog catalog, StorageSession session, TimeProvider time) : ILearner
{
    /// <summary>Between two looks at a model that has a tree.</summary>
    private static readonly TimeSpan Renewal = TimeSpan.FromMinutes(10);

    /// <summary>Between two looks at a model without: what is known of its delays is no newer either, and a look reads the log.</summary>
    private static readonly TimeSpan Retry = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan[] BucketLengths = [TimeSpan.FromHours(1), TimeSpan.FromMinutes(1)];

    private readonly Dictionary<Model, DateTimeOffset> _lookedAt = []; // Bounded by CatalogLimits.Models.

    public string Subject => "how hard predictions of regression models are";

    public async Task LearnAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        foreach (var model in catalog.Models.Where(model => model.IsRegression && IsDue(model, now)))
        {
            await LearnAsync(model, cancel);
            _lookedAt[model] = now;
        }
    }

    private bool IsDue(Model model, DateTimeOffset now) =>
        !_lookedAt.TryGetValue(model, out var last) || now - last >= (projection.Losses.NewestOf(model) is null ? Retry : Renewal);

    private async Task LearnAsync(Model model, CancellationToken cancel)
    {
        var history = projection.HistoryOf(new SnapshotKey(model.Name, null, TimeRange.Last(TimeSpan.FromMinutes(1))));
        if (history.MatureAge is not { } age)
        {
            projection.Losses.Refuse(model, history.NoCurves ?? "it is not known yet how late labels come");
            return;
        }

        var rows = await new BaselineReader(session.Require().Events, model, catalog.FieldNames).ReadAsync(time.GetUtcNow() - age, cancel);
        var known = projection.Losses.NewestOf(model);
        if (known is not null && 2 * rows.Count(row => row.Sequence > known.Number) < rows.Count)
        {
            projection.Losses.Adopt(model, known with { Record = Judge(known, rows) });
        }
        else if (BaselineRule.Refusal(rows.Count) is { } refusal)
        {
            projection.Losses.Refuse(model, refusal);
        }
        else
        {
            projection.Losses.Adopt(model, Fit(rows));
        }
    }

    internal static LossModel Fit(List<BaselineRow> rows)
    {
        var baseline = rows.Take(Math.Max((int)BaselineRule.LeastLabelled, rows.Count * 2 / 3)).ToList();
        var fields = FieldsOf(baseline);
        var tree = LossTree.Fit([.. baseline.Select(row => row.Read(fields))]);
        var loss = new LossModel(baseline[^1].Sequence, fields, tree, new TrackRecord([]));
        return loss with { Record = Judge(loss, rows) };
    }

    /// <summary>The version, then what was sent most often, in a fixed order: the same rows always give the same tree.</summary>
    private static List<LossField> FieldsOf(List<BaselineRow> rows) =>
    [
        LossField.Version,
        .. rows.SelectMany(row => row.Fields.Keys).CountBy(field => field)
            .OrderByDescending(count => count.Value).ThenBy(count => count.Key.Kind).ThenBy(count => count.Key.Name, StringComparer.Ordinal)
            .Take(LossTree.MaxFeatures - 1).Select(count => count.Key)
            .OrderBy(field => field.Kind).ThenBy(field => field.Name, StringComparer.Ordinal),
    ];

    /// <summary>By the rows that came after the tree: in hours, or in minutes while there are too few hours.</summary>
    private static TrackRecord Judge(LossModel loss, List<BaselineRow> rows)
    {
        var later = rows.Where(row => row.Sequence > loss.Number).ToList();
        var records = BucketLengths.Select(length => new TrackRecord(later
            .GroupBy(row => row.Ticks / length.Ticks).OrderBy(bucket => bucket.Key)
            .Select(bucket => Judge(loss, bucket)).OfType<BacktestPoint>())).ToList();
        return records.Find(record => record.IsComplete) ?? records[^1];
    }

    private static BacktestPoint? Judge(LossModel loss, IEnumerable<BaselineRow> bucket)
    {
        var leaves = new LeafCounts(loss.Number);
        var errors = default(Moments);
        foreach (var row in bucket.Select(row => row.Read(loss.Fields)))
        {
            leaves.Add(loss.Tree.LeafOf(row.Features, row.Prediction));
            errors.Add(row.AbsoluteError);
        }

        return LossEstimator.Backtest(loss.Tree, leaves, errors);
    }
}
