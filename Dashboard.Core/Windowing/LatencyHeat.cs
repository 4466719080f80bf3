using Dashboard.Core.Metrics;

namespace Dashboard.Core.Windowing;

/// <summary>How latencies are spread in each column of time, in rows whose edges are round numbers, evenly spaced to the logarithm.</summary>
/// <param name="EdgesMs">Rising; row r holds (EdgesMs[r], EdgesMs[r + 1]], the first also all faster, the last all slower. Empty without latencies.</param>
/// <param name="Counts">Per column, its rows from the fastest.</param>
public sealed record LatencyHeat(IReadOnlyList<double> EdgesMs, IReadOnlyList<long[]> Counts)
{
    /// <summary>Most rows.</summary>
    public const int MaxRows = 20;

    /// <summary>Levels begin at these shares of a column's latencies; below the first, but above 0, is level 1.</summary>
    private static readonly double[] LevelsFrom = [0.02, 0.05, 0.1, 0.2];

    private const double Reach = 0.001; // Share of all latencies that the first and the last row may hold from beyond them.
    private const double LeastMs = 0.001;

    /// <summary>Steps within a power of ten, finest first.</summary>
    private static readonly double[][] Ladders = [[1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8], [1, 1.5, 2, 3, 5, 7], [1, 2, 5], [1]];

    public int Rows => Math.Max(0, EdgesMs.Count - 1);

    /// <summary>Levels above 0, which is "none".</summary>
    public static int Levels => LevelsFrom.Length + 1;

    /// <summary>From which share of a column on a level begins.</summary>
    /// <param name="level">1 to <see cref="Levels"/>.</param>
    public static double LevelFrom(int level) => level == 1 ? 0 : LevelsFrom[level - 2];

    /// <summary>How much of a column is in a row, from 0 (nothing) to <see cref="Levels"/>: by share, so that a quiet time looks like a busy one.</summary>
    public int LevelOf(int column, int row)
    {
        var (count, total) = (Counts[column][row], Counts[column].Sum());
        return count == 0 ? 0 : 1 + LevelsFrom.Count(from => count >= from * total);
    }

    /// <summary>The row most latencies of a column are in; null for a column without any.</summary>
    public (double FromMs, double ToMs)? FullestOf(int column)
    {
        var counts = Counts[column];
        var row = Array.IndexOf(counts, counts.DefaultIfEmpty().Max());
        return counts.Sum() == 0 ? null : (EdgesMs[row], EdgesMs[row + 1]);
    }

    internal static LatencyHeat Of(IReadOnlyList<ExpSketch> columns)
    {
        var all = new ExpSketch(Tally.LatencyScale);
        foreach (var column in columns)
        {
            all.Merge(column);
        }

        double[] edges = all.Count == 0 ? [] : Edges(all);
        return new(edges, [.. columns.Select(column => CountsOf(column, edges))]);
    }

    private static double[] Edges(ExpSketch all)
    {
        var low = Math.Max(LeastMs, all.Quantile(Reach)!.Value);
        var high = Math.Max(low, all.Quantile(1 - Reach)!.Value);
        return Ladders.Select(ladder => Edges(ladder, low, high)).First(edges => edges.Length <= MaxRows + 1);
    }

    /// <summary>From the last step below the lowest to the first at or above the highest.</summary>
    private static double[] Edges(double[] ladder, double low, double high)
    {
        var (first, last) = ((int)Math.Floor(Math.Log10(low)) - 1, (int)Math.Ceiling(Math.Log10(high)) + 1);
        var steps = Enumerable.Range(first, last - first + 1).SelectMany(power => ladder.Select(step => step * Math.Pow(10, power))).ToArray();
        return steps[Array.FindLastIndex(steps, step => step < low)..(Array.FindIndex(steps, step => step >= high) + 1)];
    }

    private static long[] CountsOf(ExpSketch column, double[] edges)
    {
        var counts = new long[Math.Max(0, edges.Length - 1)];
        var (cursor, below) = (new CountBelow(column), 0L);
        for (var row = 0; row < counts.Length; row++)
        {
            var upTo = row == counts.Length - 1 ? column.Count : cursor.At(edges[row + 1]);
            (counts[row], below) = (upTo - below, upTo);
        }

        return counts;
    }
}
