using Dashboard.Core.Comparison;
using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;
using Dashboard.Core.Windowing;

namespace Dashboard.Components.Panels;

/// <summary>The values of a dimension against each other, most harmful first.</summary>
/// <param name="Widest">The largest reach of a difference that is judged, for drawing; 0 without any.</param>
public sealed record SegmentTable(string Dimension, bool IsRegression, IReadOnlyList<SegmentLine> Lines, double Widest)
{
    /// <summary>Dimensions with harm first, else as they are given.</summary>
    public static IReadOnlyList<SegmentTable> ReadAll(Projection projection, SnapshotKey key, Model model, IReadOnlyList<string> dimensions) =>
    [
        .. dimensions.Select(dimension => Read(projection, key, dimension, model.Segments.ValuesOf(dimension)))
            .OrderByDescending(table => table.Lines.Any(line => line.Effect.IsWorse)),
    ];

    /// <param name="values">At least one; bounded by the catalogue's limits.</param>
    public static SegmentTable Read(Projection projection, SnapshotKey key, string dimension, IReadOnlyList<string> values)
    {
        var readings = projection.ReadSegments(key, dimension, values);
        var tallies = values.Zip(readings, (value, reading) => (value, reading.Tally)).ToList();
        var byValue = tallies.ToDictionary(row => row.value, row => row.Tally, StringComparer.Ordinal);
        var all = tallies.Sum(row => row.Tally.Predictions);
        var isRegression = readings[0].Model is { IsRegression: true };
        List<SegmentLine> lines =
        [
            .. SegmentEffects.Rank(tallies, isRegression).Select(effect => new SegmentLine(
                effect, byValue[effect.Segment].Predictions, LabelMetrics.Coverage(byValue[effect.Segment]), Proportion.Of(byValue[effect.Segment].Predictions, all, "no predictions in this range"))),
        ];
        return new(dimension, isRegression, lines, lines.Where(line => line.Effect.AdjustedP is not null).Select(ReachOf).DefaultIfEmpty().Max());
    }

    private static double ReachOf(SegmentLine line) =>
        line.Effect.Difference.Interval is { } interval ? Math.Max(Math.Abs(interval.Low), Math.Abs(interval.High)) : Math.Abs(line.Effect.Difference.Value ?? 0);
}

/// <param name="Share">Of the predictions that have the dimension.</param>
public sealed record SegmentLine(SegmentEffect Effect, long Predictions, Figure Coverage, Figure Share);
