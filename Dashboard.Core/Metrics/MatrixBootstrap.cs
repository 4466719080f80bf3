using Dashboard.Core.Metrics.Catalogue;

namespace Dashboard.Core.Metrics;

/// <summary>
/// Intervals of every <see cref="MatrixStatistic"/> from drawing the matrix anew many times (B. Efron, Annals of
/// Statistics 7, 1979; percentile interval). The same matrix and seed give the same intervals, bit for bit.
/// </summary>
internal static class MatrixBootstrap
{
    public const int Draws = 400;

    /// <summary>
    /// By statistic; null where the draws do not vary (of a matrix without errors they all are the same, which proves
    /// nothing) or where fewer than half of them are defined.
    /// </summary>
    public static Interval?[] Intervals(ConfusionTable table, MetricParameters parameters)
    {
        var statistics = Enum.GetValues<MatrixStatistic>();
        var values = Array.ConvertAll(statistics, _ => new List<double>(Draws));
        var random = new SplitMix64(parameters.Seed);
        var cells = table.CellsInOrder();
        var (drawnCells, drawn) = (new MatrixCell[cells.Length], table.WithoutCounts());
        for (var draw = 0; draw < Draws && table.Total > 0; draw++)
        {
            Draw(cells, table.Total, drawnCells, ref random);
            drawn.SetCounts(drawnCells);
            foreach (var statistic in statistics)
            {
                if (ClassificationMetrics.ValueOf(statistic, drawn, parameters) is { } value)
                {
                    values[(int)statistic].Add(value);
                }
            }
        }

        return [.. statistics.Select(s => IntervalOf(values[(int)s], ClassificationMetrics.ValueOf(s, table, parameters)))];
    }

    /// <summary>
    /// As many pairs drawn with replacement: multinomial, one binomial of what is left per cell. Classes that are not drawn
    /// stay classes.
    /// </summary>
    internal static void Draw(ReadOnlySpan<MatrixCell> cells, long total, Span<MatrixCell> drawn, ref SplitMix64 random)
    {
        var (toDraw, weight) = (total, total);
        for (var i = 0; i < cells.Length; i++)
        {
            var count = BinomialDraw.Next(ref random, toDraw, (double)cells[i].Count / weight);
            drawn[i] = cells[i] with { Count = count };
            weight -= cells[i].Count;
            toDraw -= count;
        }
    }

    private static Interval? IntervalOf(List<double> drawn, double? value)
    {
        if (value is not { } point || drawn.Count < Draws / 2)
        {
            return null;
        }

        var sorted = drawn.Order().ToArray();
        return sorted[0] == sorted[^1]
            ? null
            : new Interval(Math.Min(point, OrderStatistics.Between(sorted, 0.025)), Math.Max(point, OrderStatistics.Between(sorted, 0.975)));
    }
}
