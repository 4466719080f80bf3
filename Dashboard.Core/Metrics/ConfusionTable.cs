namespace Dashboard.Core.Metrics;

/// <summary>
/// A confusion matrix ready for computing: its classes in ascending order of code with their margins. The order is fixed
/// so that the same counts always give the same bits.
/// </summary>
public sealed class ConfusionTable
{
    private readonly MatrixCell[] _cells; // Bounded by ConfusionCounts.MaxPairs, or by the rows it was made from.
    private readonly int[] _codes;
    private readonly long[] _right;
    private readonly long[] _support;
    private readonly long[] _predicted;

    private ConfusionTable(int[] codes, MatrixCell[] cells)
    {
        (_codes, _cells) = (codes, cells);
        (_right, _support, _predicted) = (new long[codes.Length], new long[codes.Length], new long[codes.Length]);
        SetCounts(cells);
    }

    /// <summary>Every class that occurs as ground truth or as prediction, ascending.</summary>
    public IReadOnlyList<int> Codes => _codes;

    public long Total { get; private set; }

    public long Correct { get; private set; }

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
        var seen = pairs.ToArray();
        var classes = new HashSet<int>(); // Bounded by twice the pairs.
        foreach (var (truth, predicted, _, _) in seen)
        {
            classes.Add(truth);
            classes.Add(predicted);
        }

        int[] codes = [.. classes];
        Array.Sort(codes);
        return new ConfusionTable(codes, Array.ConvertAll(
            seen, p => new MatrixCell(Array.BinarySearch(codes, p.Truth), Array.BinarySearch(codes, p.Predicted), p.IsRight, p.Count)));
    }

    /// <summary>The cells that hold something, row by row.</summary>
    internal MatrixCell[] CellsInOrder() => [.. _cells.OrderBy(c => c.Row).ThenBy(c => c.Column).ThenBy(c => c.IsRight)];

    /// <summary>A table of the same classes, for counts to be set again and again.</summary>
    internal ConfusionTable WithoutCounts() => new(_codes, []);

    /// <summary>Margins from cells of these classes.</summary>
    internal void SetCounts(ReadOnlySpan<MatrixCell> cells)
    {
        Array.Clear(_right);
        Array.Clear(_support);
        Array.Clear(_predicted);
        (Total, Correct) = (0, 0);
        foreach (ref readonly var cell in cells)
        {
            var right = cell.IsRight ? cell.Count : 0;
            _right[cell.Row] += right;
            _support[cell.Row] += cell.Count;
            _predicted[cell.Column] += cell.Count;
            Total += cell.Count;
            Correct += right;
        }
    }
}
