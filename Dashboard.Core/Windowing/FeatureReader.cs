using Dashboard.Core.Predictions;

namespace Dashboard.Core.Windowing;

/// <summary>Reads the features of a window from cells of a minute and longer. Called under the projection's gate; what is returned is the caller's own.</summary>
internal sealed class FeatureReader(ModelCatalog catalog, CellTables cells, FeatureBaselines baselines)
{
    /// <param name="asOf">An instant in the past; null for the present.</param>
    public FeatureParts Read(SnapshotKey key, DateTimeOffset now, DateTimeOffset? asOf)
    {
        var view = asOf is { } past ? WindowView.OfPast(key, catalog, cells, past) : WindowView.Of(key, catalog, cells, now);
        var plan = view.Plan.IsEmpty ? view.Plan : MergePlan.For(
            Resolutions.Floor(view.Plan.From, Resolutions.Ticks[CellFeatures.Finest]), view.Plan.To, Resolutions.FromMinutes(view.KeptFrom));
        var found = WindowSums.CellsOf(view.Watched, plan).Where(cell => asOf is not { } then || cell.EndTicks <= then.UtcTicks).ToList();
        var predictions = found.Sum(cell => cell.Tally.Predictions);
        var (arrived, knownAt) = asOf is { } instant ? ArrivedBy(found, instant) : (predictions, null);
        var baseline = view.Model is { } model ? baselines.Of(model) : null;
        var lack = view.Model is null ? "there is no such model"
            : key.Segment is not null ? "features are not counted by segment"
            : view.Lack is { } whole ? whole
            : baseline is null ? baselines.LackOf(view.Model)
            : arrived != predictions ? "predictions of this range came since, and their features are not told apart"
            : null;
        var reading = new FeatureReading(key, view.Model, view.AsOf, knownAt, At(plan.From), At(plan.To), arrived, baseline, baseline?.NewCounts(), lack) { OfTime = view.Lack };
        var packed = new List<byte[]>(); // Bounded by the plan and the versions.
        if (lack is null)
        {
            found.ForEach(cell => cell.Features?.Take(reading.Counts!, packed));
        }

        return new FeatureParts(reading, packed);
    }

    private static (long Predictions, DateTimeOffset? KnownAt) ArrivedBy(List<Cell> found, DateTimeOffset instant)
    {
        var (sum, knownAt) = WindowSums.Arrived(found, instant.UtcTicks);
        return (sum.Predictions, knownAt ?? instant);
    }

    private static DateTimeOffset At(long ticks) => new(ticks, TimeSpan.Zero);
}

/// <summary>A reading whose counts still lack what is packed; nobody else holds it.</summary>
internal sealed record FeatureParts(FeatureReading Reading, IReadOnlyList<byte[]> Packed)
{
    public FeatureReading Compose()
    {
        foreach (var bytes in Packed)
        {
            CellFeatures.MergeOwn(Reading.Counts!, CellFeatures.Unpack(bytes));
        }

        return Reading.Lack is null ? Reading : Reading with { Counts = null };
    }
}
