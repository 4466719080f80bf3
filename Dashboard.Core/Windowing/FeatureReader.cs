using Dashboard.Core.Metrics.Features;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Windowing;

/// <summary>Reads the features of a window from cells of a minute and longer. Called under the projection's gate.</summary>
internal sealed class FeatureReader(ModelCatalog catalog, CellTables cells, FeatureBaselines baselines)
{
    private const int Minutes = 1;

    /// <param name="asOf">An instant in the past; null for the present.</param>
    public FeatureReading Read(SnapshotKey key, DateTimeOffset now, DateTimeOffset? asOf)
    {
        var view = asOf is { } past ? WindowView.OfPast(key, catalog, cells, past) : WindowView.Of(key, catalog, cells, now);
        var plan = MergePlan.For(
            Resolutions.Floor(view.Plan.From, Resolutions.Ticks[Minutes]), view.Plan.To, Resolutions.FromMinutes(view.KeptFrom));
        var found = WindowSums.CellsOf(view.Watched, plan).Where(cell => asOf is not { } then || cell.EndTicks <= then.UtcTicks).ToList();
        var predictions = found.Sum(cell => cell.Tally.Predictions);
        var (arrived, knownAt) = asOf is { } instant ? ArrivedBy(found, instant) : (predictions, null);
        var baseline = view.Model is { } model ? baselines.Of(model) : null;
        var lack = view.Model is null ? "there is no such model"
            : baseline is null ? baselines.LackOf(view.Model)
            : arrived != predictions ? "predictions of this range came since, and their features are not told apart"
            : null;
        return new FeatureReading(
            key, view.Model, view.AsOf, knownAt, At(plan.From), At(plan.To), arrived, baseline, lack is null ? Sum(found, baseline!) : null, lack);
    }

    private static (long Predictions, DateTimeOffset? KnownAt) ArrivedBy(List<Cell> found, DateTimeOffset instant)
    {
        var (sum, knownAt) = WindowSums.Arrived(found, instant.UtcTicks);
        return (sum.Predictions, knownAt ?? instant);
    }

    private static FeatureCounts Sum(List<Cell> found, FeatureBaseline baseline)
    {
        var sum = baseline.NewCounts();
        foreach (var cell in found)
        {
            if (cell.Features?.Read() is { } counts && counts.Baseline == baseline.Number)
            {
                sum.Merge(counts);
            }
        }

        return sum;
    }

    private static DateTimeOffset At(long ticks) => new(ticks, TimeSpan.Zero);
}
