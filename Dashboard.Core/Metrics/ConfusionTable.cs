namespace Dashboard.Core.Metrics;

/// <summary>
/// A confusion matrix ready for computing: its classes in ascending order of code with their margins, and its cells in
/// row order. Immutable. The order is fixed so that the same counts always give the same bits.
/// </summary>
public sealed class ConfusionTable
{
    private readonly Cell[] _cells; // Bounded by ConfusionCounts.MaxPairs, or by the rows it was made from.
    private readonly int[] _codes;
    private readonly long[] _right;
    private readonly long[] _support;
    private readonly long[] _predicted;

    private ConfusionTable(int[] codes, Cell[] cells)
    {
        (_codes, _cells) = (codes, cells);
        (_right, _support, _predicted) = (new long[codes.Length], new long[codes.Length], new long[codes.Length]);
        foreach (var cell in cells)
        {
            _right[cell.Row] += cell.IsRight ? cell.Count : 0;
            _support[cell.Row] += cell.Count;
            _predicted[cell.Column] += cell.Count;
            Total += cell.Count;
        }

        Correct = _right.Sum();
    }

    private readonly record struct Cell(int Row, int Column, bool IsRight, long Count);

    /// <summary>Every class that occurs as ground truth or as prediction, ascending.</summary>
    public IReadOnlyList<int> Codes => _codes;

    public long Total { get; }

    public long Correct { get; }

    /// <summary>Per class, in the order of <see cref="Codes"/>: correct predictions of it.</summary>
    public ReadOnlySpan<long> Right => _right;

    /// <summary>Per class: how often it is the ground truth.</summary>
    public ReadOnlySpan<long> Support => _support;

    /// <summary>Per class: how often it is predicted.</summary>
    public ReadOnlySpan<long> Predicted => _predicted;

    public static ConfusionTable Of(ConfusionCounts? counts) => Of(from pair in counts?.Pairs ?? []
        where pair.Count > 0
        let predicted = pair.Predicted == ConfusionCounts.OtherMismatchCode ? ConfusionCounts.OtherCode : pair.Predicted
        select (pair.Truth, predicted, pair.Truth == pair.Predicted, pair.Count));

    /// <summary>The counts of one class against all others.</summary>
    /// <param name="code">A class that does not occur has no positives.</param>
    public BinaryCounts Against(int code)
    {
        var i = Array.BinarySearch(_codes, code);
        return i < 0 ? new BinaryCounts(0, 0, 0, Total) : At(i);
    }

    /// <param name="index">Position in <see cref="Codes"/>.</param>
    public BinaryCounts At(int index)
    {
        var (right, support, predicted) = (_right[index], _support[index], _predicted[index]);
        return new BinaryCounts(right, predicted - right, support - right, Total - support - predicted + right);
    }

    internal static ConfusionTable Of(IEnumerable<(int Truth, int Predicted, bool IsRight, long Count)> pairs)
    {
        var sorted = pairs.OrderBy(p => p.Truth).ThenBy(p => p.Predicted).ThenBy(p => p.IsRight).ToList();
        int[] codes = [.. sorted.SelectMany(p => (int[])[p.Truth, p.Predicted]).Distinct().Order()];
        int Index(int code) => Array.BinarySearch(codes, code);
        return new ConfusionTable(codes, [.. sorted.Select(p => new Cell(Index(p.Truth), Index(p.Predicted), p.IsRight, p.Count))]);
    }

    /// <summary>
    /// As many pairs drawn from this matrix with replacement (multinomial, one binomial per cell in row order). Classes
    /// that are not drawn stay classes.
    /// </summary>
    internal ConfusionTable Redraw(ref SplitMix64 random)
    {
        var cells = (Cell[])_cells.Clone();
        var (toDraw, weight) = (Total, Total);
        for (var i = 0; i < cells.Length; i++)
        {
            var drawn = BinomialDraw.Next(ref random, toDraw, (double)cells[i].Count / weight);
            weight -= cells[i].Count;
            toDraw -= drawn;
            cells[i] = cells[i] with { Count = drawn };
        }

        return new ConfusionTable(_codes, cells);
    }
}
