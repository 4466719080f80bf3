namespace Dashboard.Core.Metrics;

/// <summary>
/// Distribution of numbers of at least 0 in exponentially wide buckets: bucket i holds (g^i, g^(i+1)] with
/// g = 2^(2^-scale). This is DDSketch (Masson, Rim, Lee 2019, VLDB 12) with g a root of two, which makes it the
/// OpenTelemetry exponential histogram and the Prometheus native histogram. Any quantile has a relative error of at most
/// (g - 1) / (g + 1): 0.542 % at scale 6. Sketches of parts merge to exactly the sketch of the whole. What is read from it stays
/// within the <see cref="Range"/> of the values.
/// </summary>
/// <param name="scale">Fineness before anything is added, at least 0.</param>
/// <param name="maxSpan">Most buckets from the lowest to the highest; beyond it the scale falls by one, halving them.</param>
public sealed class ExpSketch(int scale, int maxSpan = 1_024)
{
    /// <summary>Stands for the value 0 among bucket numbers.</summary>
    public const int ZeroBucket = int.MinValue;

    private readonly int _baseScale = scale;
    private BucketCounts _buckets = new();

    public int Scale { get; private set; } = scale;

    public long Count { get; private set; }

    public long ZeroCount { get; private set; }

    /// <summary>Least and largest value; unknown where values came by their bucket alone, or were taken off.</summary>
    public ValueRange Range { get; private set; } = ValueRange.Empty;

    /// <summary>Lowest and highest bucket number touched; nothing to enumerate while low is above high.</summary>
    public (int Low, int High) BucketRange => (_buckets.Lowest, _buckets.Highest);

    /// <summary>Values in a bucket of the present <see cref="Scale"/>.</summary>
    public long this[int bucket] => _buckets[bucket];

    /// <summary>The bucket of a value at a scale of at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public static int BucketOf(double value, int scale)
    {
        if (!(value >= 0) || double.IsInfinity(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "a sketch takes finite numbers of at least 0");
        }

        if (value == 0)
        {
            return ZeroBucket;
        }

        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)(bits >> 52) & 0x7ff;
        if (exponent != 0 && (bits & 0xF_FFFF_FFFF_FFFF) == 0)
        {
            return ((exponent - 1023) << scale) - 1; // Powers of two are upper bounds, exactly, whatever the logarithm rounds to.
        }

        return (int)Math.Ceiling(Math.ScaleB(Math.Log2(value), scale)) - 1;
    }

    /// <summary>Upper bound of a bucket; its lower bound is that of the bucket before.</summary>
    public static double UpperBound(int bucket, int scale) => Math.Pow(2, Math.ScaleB(bucket + 1.0, -scale));

    public void Add(double value) => Add(value, BucketOf(value, _baseScale));

    /// <summary>Adds a value whose bucket at the scale the sketch was made with is known: saves a logarithm per sketch.</summary>
    public void Add(double value, int bucket)
    {
        Range = Range.With(value);
        CountIn(bucket, 1);
    }

    /// <summary>Adds values known by their bucket alone.</summary>
    public void AddBucket(int bucket, long count = 1)
    {
        Range = ValueRange.Unknown;
        CountIn(bucket, count);
    }

    /// <summary>Takes off a value that was added by its bucket at the scale the sketch was made with; nothing where there is none.</summary>
    public void Remove(int bucket)
    {
        var isZero = bucket == ZeroBucket;
        if ((isZero ? ZeroCount : this[bucket >> (_baseScale - Scale)]) > 0)
        {
            CountIn(bucket, -1);
            Range = Count == 0 ? ValueRange.Empty : ValueRange.Unknown;
        }
    }

    public void Merge(ExpSketch other)
    {
        Combine(other, 1);
        KeepSpan();
        Range = Range.With(other.Range);
    }

    /// <summary>Takes off what was merged before; the scale stays as coarse as it became.</summary>
    public void Subtract(ExpSketch other)
    {
        Combine(other, -1);
        Range = ValueRange.Unknown;
    }

    /// <summary>
    /// Sum of the squared distances of all values from a point, at most: each counts as the end of its bucket that is further away.
    /// </summary>
    public double SquaredDistances(double from)
    {
        var (sum, growth) = (ZeroCount * from * from, Growth);
        for (var i = _buckets.Lowest; i <= _buckets.Highest; i++)
        {
            if (_buckets[i] is var count and > 0)
            {
                var high = UpperBound(i, Scale);
                var distance = Math.Max(Math.Abs(Range.Clamp(high / growth) - from), Math.Abs(Range.Clamp(high) - from));
                sum += count * distance * distance;
            }
        }

        return sum;
    }

    /// <summary>The value of rank floor(q (n - 1)) from below, as numpy's method "lower"; null when empty.</summary>
    /// <param name="q">0 to 1.</param>
    public double? Quantile(double q) => Count == 0 ? null : ValueAtRank(OrderStatistics.LowerRank(Count, q));

    /// <summary>95 % interval of a quantile from <see cref="OrderStatistics"/>, widened to the edges of the buckets its ends lie in.</summary>
    public Interval? QuantileInterval(double q)
    {
        if (Count == 0)
        {
            return null;
        }

        var (low, high) = OrderStatistics.Ranks(Count, q);
        return new Interval(BoundsAtRank(low).Low, BoundsAtRank(high).High);
    }

    public Figure QuantileFigure(double q, string whenEmpty) =>
        Quantile(q) is { } value ? Figure.Of(value, Count, QuantileInterval(q)) : Figure.None(whenEmpty);

    /// <summary>
    /// How many values lie above a limit, exactly, when the limit is raised to the upper edge of its bucket (by at most
    /// 1.09 % at scale 6).
    /// </summary>
    /// <param name="limit">At least 0.</param>
    public long CountAbove(double limit)
    {
        var bucket = BucketOver(limit);
        var above = 0L;
        for (var i = Math.Max(bucket + 1, _buckets.Lowest); i <= _buckets.Highest; i++)
        {
            above += _buckets[i];
        }

        return above;
    }

    /// <summary>The limit that <see cref="CountAbove"/> counts above in place of the given one.</summary>
    public double EdgeAbove(double limit) => limit == 0 ? 0 : UpperBound(BucketOver(limit), Scale);

    /// <summary>Value of a rank, 0 to Count - 1 from below; its relative error is at most <see cref="RelativeError"/>.</summary>
    public double ValueAtRank(long rank) => rank < ZeroCount
        ? 0
        : Range.Clamp(UpperBound(BucketOfRank(rank), Scale) * 2 / (1 + Growth)); // Between the bounds g^i and g^(i+1) with equal relative distance to both.

    /// <summary>What the true value of a rank, 0 to Count - 1 from below, lies between: the bounds of its bucket.</summary>
    public (double Low, double High) BoundsAtRank(long rank) => rank < ZeroCount ? (0, 0) : BoundsOf(BucketOfRank(rank));

    /// <summary>Writes scale, counts and the buckets that are not empty.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write((byte)(sbyte)Scale);
        writer.Write7BitEncodedInt64(ZeroCount);
        var buckets = Enumerable.Range(_buckets.Lowest, _buckets.Span).Where(i => _buckets[i] != 0).ToList();
        writer.Write7BitEncodedInt(buckets.Count);
        var previous = 0;
        foreach (var bucket in buckets)
        {
            writer.Write7BitEncodedInt(bucket - previous);
            writer.Write7BitEncodedInt64(_buckets[bucket]);
            previous = bucket;
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote into a new, empty sketch.</summary>
    /// <param name="hasRange">Whether <see cref="WriteRange"/> followed; without it the range is unknown.</param>
    public void Read(BinaryReader reader, bool hasRange = false)
    {
        Scale = (sbyte)reader.ReadByte();
        Count = ZeroCount = reader.Read7BitEncodedInt64();
        var bucket = 0;
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
        {
            bucket += reader.Read7BitEncodedInt();
            var count = reader.Read7BitEncodedInt64();
            _buckets.Add(bucket, count);
            Count += count;
        }

        Range = hasRange ? new(reader.ReadDouble(), reader.ReadDouble())
            : Count == 0 ? ValueRange.Empty
            : ValueRange.Unknown;
    }

    /// <summary>Writes the <see cref="Range"/>, which <see cref="Write"/> leaves out.</summary>
    public void WriteRange(BinaryWriter writer)
    {
        writer.Write(Range.Least);
        writer.Write(Range.Most);
    }

    /// <summary>Of a value read from the sketch, at most.</summary>
    public double RelativeError => (Growth - 1) / (Growth + 1);

    private double Growth => Math.Pow(2, Math.ScaleB(1, -Scale));

    private void CountIn(int bucket, long count)
    {
        Count += count;
        if (bucket == ZeroBucket)
        {
            ZeroCount += count;
            return;
        }

        _buckets.Add(bucket >> (_baseScale - Scale), count);
        KeepSpan();
    }

    private int BucketOfRank(long rank) => _buckets.BucketOfRank(rank - ZeroCount);

    private (double Low, double High) BoundsOf(int bucket) =>
        (Range.Clamp(UpperBound(bucket - 1, Scale)), Range.Clamp(UpperBound(bucket, Scale)));

    private void Combine(ExpSketch other, int sign)
    {
        if (other.Scale < Scale)
        {
            Downscale(Scale - other.Scale);
        }

        Count += sign * other.Count;
        ZeroCount += sign * other.ZeroCount;
        _buckets.AddAll(other._buckets, sign, other.Scale - Scale);
    }

    private void KeepSpan()
    {
        while (_buckets.Span > maxSpan)
        {
            Downscale(1);
        }
    }

    private void Downscale(int by)
    {
        var coarse = new BucketCounts();
        coarse.AddAll(_buckets, 1, by);
        _buckets = coarse;
        Scale -= by;
    }

    /// <summary>The bucket a limit lies in at the present scale; a limit on an edge, to rounding, belongs to the bucket below.</summary>
    private int BucketOver(double limit)
    {
        if (limit == 0)
        {
            return ZeroBucket;
        }

        var bucket = BucketOf(limit, _baseScale) >> (_baseScale - Scale);
        return UpperBound(bucket - 1, Scale) >= limit * (1 - 1e-12) ? bucket - 1 : bucket;
    }
}
