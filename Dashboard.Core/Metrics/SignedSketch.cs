namespace Dashboard.Core.Metrics;

/// <summary>
/// Distribution of numbers of either sign: two <see cref="ExpSketch"/>es, one of them of magnitudes below 0. Linear:
/// what was added can be removed.
/// </summary>
/// <param name="scale">Of both sketches; each spans at most 1,024 buckets.</param>
public sealed class SignedSketch(int scale) : IErrorDistribution
{
    private readonly ExpSketch _below = new(scale);
    private readonly ExpSketch _above = new(scale); // With the zeros.

    public long Count => _below.Count + _above.Count;

    /// <summary>Of a value read from the sketch, at most.</summary>
    public double RelativeError => Math.Max(_below.RelativeError, _above.RelativeError);

    /// <summary>Every bucket that holds values, from the lowest to the highest, for histograms.</summary>
    public IEnumerable<(double Low, double High, long Count)> Buckets
    {
        get
        {
            foreach (var (low, high, count) in BucketsOf(_below).Reverse())
            {
                yield return (-high, -low, count);
            }

            if (_above.ZeroCount > 0)
            {
                yield return (0, 0, _above.ZeroCount);
            }

            foreach (var bucket in BucketsOf(_above))
            {
                yield return bucket;
            }
        }
    }

    /// <param name="sign">1 adds, -1 removes.</param>
    public void Add(double value, int sign)
    {
        var side = value < 0 ? _below : _above;
        side.AddBucket(ExpSketch.BucketOf(Math.Abs(value), scale), sign);
    }

    public void Merge(SignedSketch other)
    {
        _below.Merge(other._below);
        _above.Merge(other._above);
    }

    /// <summary>Takes off what was merged before.</summary>
    public void Subtract(SignedSketch other)
    {
        _below.Subtract(other._below);
        _above.Subtract(other._above);
    }

    public Figure Quantile(double q)
    {
        if (Count == 0)
        {
            return Figure.None(RegressionMetrics.Unlabelled);
        }

        var (low, high) = OrderStatistics.Ranks(Count, q);
        return Figure.Of(
            ValueAtRank(OrderStatistics.LowerRank(Count, q)), Count, new Interval(BoundsAtRank(low).Low, BoundsAtRank(high).High));
    }

    public Figure MagnitudeQuantile(double q)
    {
        var magnitudes = new ExpSketch(scale);
        magnitudes.Merge(_below);
        magnitudes.Merge(_above);
        return magnitudes.QuantileFigure(q, RegressionMetrics.Unlabelled);
    }

    public void Write(BinaryWriter writer)
    {
        _below.Write(writer);
        _above.Write(writer);
    }

    /// <summary>Reads what <see cref="Write"/> wrote into a new, empty sketch.</summary>
    public void Read(BinaryReader reader)
    {
        _below.Read(reader);
        _above.Read(reader);
    }

    private static IEnumerable<(double Low, double High, long Count)> BucketsOf(ExpSketch sketch)
    {
        for (var (i, last) = sketch.BucketRange; i <= last; i++)
        {
            if (sketch[i] > 0)
            {
                yield return (ExpSketch.UpperBound(i - 1, sketch.Scale), ExpSketch.UpperBound(i, sketch.Scale), sketch[i]);
            }
        }
    }

    private double ValueAtRank(long rank) => rank < _below.Count
        ? -_below.ValueAtRank(_below.Count - 1 - rank)
        : _above.ValueAtRank(rank - _below.Count);

    private (double Low, double High) BoundsAtRank(long rank)
    {
        if (rank >= _below.Count)
        {
            return _above.BoundsAtRank(rank - _below.Count);
        }

        var (low, high) = _below.BoundsAtRank(_below.Count - 1 - rank);
        return (-high, -low);
    }
}
