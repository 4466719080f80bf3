using Dashboard.Core.Predictions;

namespace Dashboard.Core.Windowing;

/// <summary>Which timelines and buckets a key stands for at an instant. Valid while the projection's gate is held.</summary>
/// <param name="All">Every version of the model, or of its segment.</param>
/// <param name="Watched">Those the key asks for.</param>
/// <param name="KeptFrom">Start of the oldest kept bucket per resolution.</param>
internal sealed record WindowView(
    SnapshotKey Key, Model? Model, TimelineGroup? Group, IReadOnlyList<Timeline> All, IReadOnlyList<Timeline> Watched, long[] KeptFrom,
    MergePlan Plan, DateTimeOffset AsOf)
{
    /// <summary>How far ahead of the clock predictions can lie.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(15);

    public bool IsRegression => Model?.IsRegression ?? false;

    /// <summary>The windows by number of events of what the key asks for; empty ones when it asks for nothing known.</summary>
    public CountWindows Counts => (Key.Version is null ? Group?.Counts : Watched.Count == 0 ? null : Watched[0].Counts) ?? new CountWindows(isWhole: false);

    /// <summary>A question about an instant in the past.</summary>
    public bool IsPast { get; private init; }

    /// <summary>Why nothing is told of the whole window; null when there are buckets, be they empty.</summary>
    public string? Lack => !Plan.IsEmpty ? null
        : Plan.To <= KeptFrom[^1] ? "nothing is kept of this time"
        : IsPast ? "no full minute of this range had passed at the instant asked for"
        : "this time lies in the future";

    public static WindowView Of(SnapshotKey key, ModelCatalog catalog, CellTables cells, DateTimeOffset asOf)
    {
        var model = catalog.Find(key.Model);
        var segment = model is null || key.Segment is null ? null : model.Segments.Find(key.Segment.Dimension, key.Segment.Value);
        var isKnown = model is not null && (key.Segment is null || segment is not null);
        var group = isKnown ? cells.Timelines.Find(model!, segment) : null;
        IReadOnlyList<Timeline> all = group?.Timelines ?? [];
        IReadOnlyList<Timeline> watched = key.Version is null ? all : [.. all.Where(t => t.Version.Name == key.Version)];
        var keptFrom = (key.Segment is null ? cells.Wholes : cells.Segments).KeptFrom(asOf);
        var (from, to) = Bounds(key.Range, asOf, keptFrom);
        var plan = to <= from ? MergePlan.Nothing(key.Range.From.UtcTicks, key.Range.To.UtcTicks) : MergePlan.For(from, to, keptFrom);
        return new WindowView(key, model, group, all, watched, keptFrom, plan, asOf);
    }

    /// <summary>The same for a question about the past, which cells of ten seconds cannot answer.</summary>
    public static WindowView OfPast(SnapshotKey key, ModelCatalog catalog, CellTables cells, DateTimeOffset asOf)
    {
        var view = Of(key, catalog, cells, asOf);
        var kept = Resolutions.FromMinutes(view.KeptFrom);
        var end = Math.Min(view.Plan.To, Resolutions.Floor(asOf.UtcTicks, TimeSpan.TicksPerMinute));
        var plan = key.Range.IsRelative ? MergePlan.For(Math.Max(0, end - key.Range.Length.Ticks), end, kept)
            : view.Plan.IsEmpty || end <= view.Plan.From ? MergePlan.Nothing(key.Range.From.UtcTicks, key.Range.To.UtcTicks)
            : MergePlan.For(view.Plan.From, end, kept);
        return view with { KeptFrom = kept, Plan = plan, IsPast = true };
    }

    /// <summary>A relative range ends with the finest bucket that is filling, so the newest data are in it at once.</summary>
    private static (long From, long To) Bounds(TimeRange range, DateTimeOffset asOf, long[] keptFrom)
    {
        if (range.IsRelative)
        {
            var finest = Resolutions.Ticks[Array.FindIndex(keptFrom, kept => kept != long.MaxValue)];
            var end = Resolutions.Floor(asOf.UtcTicks, finest) + finest;
            return (Math.Max(0, end - range.Length.Ticks), end);
        }

        return (range.From.UtcTicks, Math.Min(range.To.UtcTicks, (asOf + Ahead).UtcTicks));
    }
}
