using System.Buffers;

namespace Dashboard.Core.Metrics;

/// <summary>
/// How the column of each class ranks the rows of that class against those of every other. Column by column the scores are
/// laid out class after class and sorted within each, so one sort serves all pairs.
/// </summary>
internal sealed class PairwiseRanking
{
    private readonly int _classes;
    private readonly long[] _rows;
    private readonly double?[] _areas;
    private readonly double?[] _byClass;
    private readonly double?[] _precision;

    public PairwiseRanking(ReadOnlySpan<double> probabilities, int classes, ReadOnlySpan<int> truths)
    {
        _classes = classes;
        _rows = new long[classes];
        (_areas, _byClass, _precision) = (new double?[classes * classes], new double?[classes], new double?[classes]);
        foreach (var truth in truths)
        {
            _rows[truth]++;
        }

        var rented = ArrayPool<double>.Shared.Rent(2 * truths.Length);
        for (var column = 0; column < classes; column++)
        {
            Rank(column, probabilities, truths, rented.AsSpan(0, truths.Length), rented.AsSpan(truths.Length, truths.Length));
        }

        ArrayPool<double>.Shared.Return(rented);
    }

    public IReadOnlyList<double?> ByClass => _byClass;

    private long Count => _rows.Sum();

    public Figure Macro() => Mean(Enumerable.Range(0, _classes).Select(k => (_byClass[k], 1.0)));

    public Figure Weighted() => Mean(Enumerable.Range(0, _classes).Select(k => (_byClass[k], (double)_rows[k])));

    public Figure Pairs() => Mean(AllPairs().Select(pair => (pair.Area, 1.0)));

    public Figure PairsWeighted() => Mean(AllPairs());

    public Figure AveragePrecision() => Mean(_precision.Select(precision => (precision, 1.0)));

    private IEnumerable<(double? Area, double Rows)> AllPairs() =>
        from a in Enumerable.Range(0, _classes)
        from b in Enumerable.Range(a + 1, _classes - a - 1)
        select ((_areas[(a * _classes) + b] + _areas[(b * _classes) + a]) / 2, (double)(_rows[a] + _rows[b]));

    private Figure Mean(IEnumerable<(double? Value, double Weight)> values)
    {
        double weights = 0, sum = 0;
        foreach (var (value, weight) in values.Where(v => v.Value is not null))
        {
            weights += weight;
            sum += weight * value!.Value;
        }

        return weights == 0 ? Figure.None("needs ground truth of two classes", Count) : Figure.Of(sum / weights, Count);
    }

    /// <param name="byClass">Room for all rows, as <paramref name="rest"/>.</param>
    private void Rank(int column, ReadOnlySpan<double> probabilities, ReadOnlySpan<int> truths, Span<double> byClass, Span<double> rest)
    {
        Span<int> ends = _classes <= 256 ? stackalloc int[_classes] : new int[_classes];
        for (var k = 1; k < _classes; k++)
        {
            ends[k] = ends[k - 1] + (int)_rows[k - 1];
        }

        var others = 0;
        for (var row = 0; row < truths.Length; row++)
        {
            var score = probabilities[(row * _classes) + column];
            byClass[ends[truths[row]]++] = score;
            rest[others] = score;
            others += truths[row] == column ? 0 : 1;
        }

        RankAgainst(column, ends, byClass, rest[..(truths.Length - (int)_rows[column])]);
    }

    private void RankAgainst(int column, ReadOnlySpan<int> ends, Span<double> byClass, Span<double> rest)
    {
        for (var k = 0; k < _classes; k++)
        {
            ScoreSort.Sort(byClass[(ends[k] - (int)_rows[k])..ends[k]]);
        }

        ScoreSort.Sort(rest);
        var own = byClass[(ends[column] - (int)_rows[column])..ends[column]];
        var ranking = ExactRanking.Of(own, rest);
        (_byClass[column], _precision[column]) = (ranking.Area, ranking.AveragePrecision);
        for (var k = 0; k < _classes; k++)
        {
            _areas[(column * _classes) + k] = k == column ? null : ExactRanking.Of(own, byClass[(ends[k] - (int)_rows[k])..ends[k]]).Area;
        }
    }
}
