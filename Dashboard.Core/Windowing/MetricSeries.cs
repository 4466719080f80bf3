using Dashboard.Core.Metrics;
using Dashboard.Core.Metrics.Catalogue;

namespace Dashboard.Core.Windowing;

/// <param name="From">Start of the span.</param>
/// <param name="To">End of the span.</param>
public readonly record struct MetricPoint(DateTimeOffset From, DateTimeOffset To, Figure Figure);

/// <summary>A metric of the catalogue over time: spans of <paramref name="Step"/>, side by side.</summary>
public sealed record MetricSeries(Metric Metric, TimeSpan Step, IReadOnlyList<MetricPoint> Points)
{
    /// <summary>Aimed at.</summary>
    public const int MaxPoints = 60;

    /// <summary>
    /// Reads each span of a key's range as a window of its own. Spans whose cells are no longer kept as short as the step are
    /// left out. For many metrics at once the windows are read once.
    /// </summary>
    /// <param name="positive">Text of the positive label; null, or one the model does not know, for the model's in the whole range.</param>
    public static IReadOnlyList<MetricSeries> Read(Projection projection, SnapshotKey key, IReadOnlyList<Metric> metrics, string? positive)
    {
        var whole = projection.Read(key);
        var step = StepOf(whole.To - whole.From);
        var parameters = MetricParameters.Default with { PositiveLabel = whole.FindLabel(positive) ?? whole.Positive };
        var points = metrics.Select(_ => new List<MetricPoint>()).ToArray(); // Bounded by the points of a range, about MaxPoints.
        var first = new DateTimeOffset(Resolutions.Ceiling(whole.From.UtcTicks, step.Ticks), TimeSpan.Zero);
        for (var from = first; from < whole.To; from += step)
        {
            var part = projection.Read(key with { Range = TimeRange.Between(from, from + step) });
            if (part.Lack.Whole is not null || part.From != from || part.To > from + step)
            {
                continue;
            }

            var measured = part.Measure(metrics, parameters);
            for (var i = 0; i < points.Length; i++)
            {
                points[i].Add(new MetricPoint(from, from + step, measured[i].Figure));
            }
        }

        return [.. metrics.Zip(points, (metric, of) => new MetricSeries(metric, step, of))];
    }

    private static TimeSpan StepOf(TimeSpan length) =>
        SeriesGrid.Natural.FirstOrDefault(step => length <= MaxPoints * step, SeriesGrid.Natural[^1]);
}
