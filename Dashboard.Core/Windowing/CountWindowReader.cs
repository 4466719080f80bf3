using Dashboard.Core.LateLabels;
using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Windowing;

/// <summary>
/// Reads what a snapshot has no time for: the labels that came last beside all predictions of their time. Called under the
/// projection's gate; what is returned is the caller's own.
/// </summary>
internal sealed class CountWindowReader(ModelCatalog catalog, CellTables cells, ParkedTruths parked)
{
    /// <summary>
    /// What the past teaches is learned for this range: it changes little from one to the next, and spans that move with each
    /// label would be learned for anew each time.
    /// </summary>
    public static readonly TimeRange HistoryRange = TimeRange.Last(TimeSpan.FromHours(1));

    /// <summary>Labels of each window.</summary>
    private static readonly int[] Sizes = [50, 100, CountWindows.MaxLabelled];

    public CountWindowParts Read(SnapshotKey key, DateTimeOffset now)
    {
        var view = WindowView.Of(key, catalog, cells, now);
        var sizes = key.Segment is null ? Sizes : Sizes[..^1];
        return new CountWindowParts(
            view, view.Counts.ToFigures(view.IsRegression), [.. sizes.Select(size => ReadWindow(view, size))],
            view.Model is null ? 0 : parked.CountOf(view.Model));
    }

    private CountWindowPart ReadWindow(WindowView view, int size)
    {
        var labels = view.Counts.NewestLabels(size);
        var quality = view.Counts.Quality(size, view.IsRegression);
        if (labels.Length == 0)
        {
            return new CountWindowPart(size, quality, labels, null, new Tally(), []);
        }

        var (first, last) = (labels.Min(label => label.PredictionTicks), labels.Max(label => label.PredictionTicks));
        var range = TimeRange.Between(new DateTimeOffset(first, TimeSpan.Zero), new DateTimeOffset(last + 1, TimeSpan.Zero));
        var span = WindowView.Of(view.Key with { Range = range }, catalog, cells, view.AsOf);
        var tally = WindowSums.Together([.. span.Watched.Select(timeline => WindowSums.Total(timeline, span.Plan))]);
        return new CountWindowPart(size, quality, labels, span.Plan, tally, WindowSums.Labels(span.Watched, span.Plan, view.AsOf));
    }
}

/// <param name="Plan">The buckets of the labels' predictions; null without labels.</param>
/// <param name="Tally">Of those buckets.</param>
/// <param name="Buckets">Their labels, bucket by bucket.</param>
internal sealed record CountWindowPart(
    int Size, Figure Quality, ArrivedLabel[] Labels, MergePlan? Plan, Tally Tally, IReadOnlyList<LabelledBucket> Buckets);

/// <summary>What was read in one hold of the gate.</summary>
internal sealed record CountWindowParts(WindowView View, CountWindowFigures Figures, IReadOnlyList<CountWindowPart> Parts, long Parked)
{
    public CountWindowReading Compose(WindowHistory history) =>
        new(View.Key, View.Model, View.AsOf, [.. Parts.Select(part => Compose(part, history))], Figures);

    private CountWindow Compose(CountWindowPart part, WindowHistory history)
    {
        var delays = Array.ConvertAll(part.Labels, label => label.DelayTicks / (double)TimeSpan.TicksPerSecond);
        Array.Sort(delays);
        return new CountWindow(part.Size, part.Quality, Delay(0.50), Delay(0.95), part.Plan is { } plan ? Span(plan, part, history) : null);

        Figure Delay(double q) => OrderStatistics.FigureOf(delays, q, ClassificationMetrics.Unlabelled);
    }

    private CountWindowSpan Span(MergePlan plan, CountWindowPart part, WindowHistory history) => new(
        new DateTimeOffset(plan.From, TimeSpan.Zero), new DateTimeOffset(plan.To, TimeSpan.Zero),
        FigureBuilder.Labels(part.Tally, part.Buckets, history, View.AsOf, Parked),
        View.IsRegression ? null : LabelBounds.ShareCorrect(part.Tally.Correct, part.Tally.Labelled, part.Tally.Answered));
}
