using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Windowing;

/// <summary>Reads <see cref="TrafficOverTime"/> from cells; called under the projection's gate. What is returned is the caller's own.</summary>
internal sealed class TrafficBuilder(ModelCatalog catalog, CellTables cells)
{
    public TrafficParts Read(SnapshotKey key, DateTimeOffset asOf)
    {
        var view = WindowView.Of(key, catalog, cells, asOf);
        var grid = SeriesGrid.For(view.Plan, view.KeptFrom, TrafficOverTime.MaxColumns);
        var columns = new TrafficParts.Column[grid.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            var end = grid.FirstEnd + (i * grid.Step);
            columns[i] = Sum(WindowSums.CellsOf(view.Watched, grid.Resolution, end - grid.Step, end), end);
        }

        return new TrafficParts(grid.Step, columns, Total(view, view.Plan), Trailing(view), (view.Plan.From, view.Plan.To), asOf);
    }

    private static TrafficParts.Column Sum(IEnumerable<Cell> found, long end)
    {
        var (counts, latency) = (default(TrafficCounts), new ExpSketch(Tally.LatencyScale));
        foreach (var cell in found)
        {
            counts = counts.With(cell.Tally);
            latency.Merge(cell.Tally.Latency);
        }

        return new(end, counts, latency);
    }

    private static TrafficCounts Total(WindowView view, MergePlan plan) =>
        WindowSums.CellsOf(view.Watched, plan).Aggregate(default(TrafficCounts), (sum, cell) => sum.With(cell.Tally));

    private static Dictionary<TimeSpan, RequestCounts> Trailing(WindowView view) =>
        BurnRateRule.Standard.SelectMany(rule => (TimeSpan[])[rule.Long, rule.Short]).Distinct().ToDictionary(
            span => span, span => Total(view, MergePlan.For(Math.Max(0, view.Plan.To - span.Ticks), view.Plan.To, view.KeptFrom)).Requests);
}

/// <summary>Sums of cells, from which the figures are computed outside the gate.</summary>
internal sealed record TrafficParts(
    long Step, IReadOnlyList<TrafficParts.Column> Columns, TrafficCounts Total, Dictionary<TimeSpan, RequestCounts> Trailing,
    (long From, long To) Window, DateTimeOffset AsOf)
{
    /// <summary>Share of a stretch that must have passed before its throughput says something.</summary>
    private const double LeastPassed = 0.25;

    public TrafficOverTime Compose() => new(
        TimeSpan.FromTicks(Step), [.. Columns.Select(Compose)], LatencyHeat.Of([.. Columns.Select(column => column.Latency)]), Total, Trailing)
    {
        Throughput = TrafficMetrics.Throughput(Total.Predictions, TimeSpan.FromTicks(Math.Min(Window.To, AsOf.UtcTicks) - Window.From)),
    };

    private TrafficColumn Compose(Column column)
    {
        var (from, to) = (new DateTimeOffset(column.EndTicks - Step, TimeSpan.Zero), new DateTimeOffset(column.EndTicks, TimeSpan.Zero));
        var passed = (to < AsOf ? to : AsOf) - from;
        return new TrafficColumn(
            from, to, column.Counts,
            passed.Ticks < LeastPassed * Step ? Figure.None("this stretch has hardly begun") : TrafficMetrics.Throughput(column.Counts.Predictions, passed),
            LatencyMetrics.Quantile(column.Latency, 0.50), LatencyMetrics.Quantile(column.Latency, 0.95), LatencyMetrics.Quantile(column.Latency, 0.99));
    }

    internal sealed record Column(long EndTicks, TrafficCounts Counts, ExpSketch Latency);
}
