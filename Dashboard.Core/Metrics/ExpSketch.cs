namespace Dashboard.Core.Metrics;

/// <summary>
/// Distribution of numbers of at least 0 in exponentially wide buckets: bucket i holds (g^i, g^(i+1)] with
/// g = 2^(2^-scale). This is DDSketch (Masson, Rim, Lee 2019, VLDB 12) with g a root of two, which makes it the
/// OpenTelemetry exponential histogram and the Prometheus native histogram. Any quantile has a relative error of at most
/// (g - 1) / (g + 1): 0.542 % at scale 6. Sketches of parts merge to exactly the sketch of the whole.
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

    public void Add(double value) => AddBucket(BucketOf(value, _baseScale));

    /// <summary>Adds values known by their bucket at the scale the sketch was made with: saves a logarithm per sketch.</summary>
    public void AddBucket(int bucket, long count = 1)
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

    public void Merge(ExpSketch other)
    {
        if (other.Scale < Scale)
        {
            Downscale(Scale - other.Scale);
        }

        Combine(other, 1);
        KeepSpan();
    }

    /// <summary>Takes off what was merged before; the scale stays as coarse as it became.</summary>
    public void Subtract(ExpSketch other) => Combine(other, -1);

    /// <summary>The value of rank floor(q (n - 1)) from below, as numpy's method "lower"; null when empty.</summary>
    /// <param name="q">0 to 1.</param>
    public double? Quantile(double q) => Count == 0 ? null : ValueAtRank((long)Math.Floor(q * (Count - 1)));

    /// <summary>
    /// 95 % interval of a quantile from order statistics: ranks n q +- z sqrt(n q (1 - q)), widened by the bucket error.
    /// </summary>
    public Interval? QuantileInterval(double q)
    {
        if (Count == 0)
        {
            return null;
        }

        var reach = Proportion.Z95 * Math.Sqrt(Count * q * (1 - q));
        // With few values the ranks around n q can lie on one side of the quantile itself: the interval always holds it.
        var rank = (long)Math.Floor(q * (Count - 1));
        var low = Math.Min(rank, (long)Math.Clamp(Math.Floor((Count * q) - reach), 0, Count - 1));
        var high = Math.Max(rank, (long)Math.Clamp(Math.Ceiling((Count * q) + reach), 0, Count - 1));
        var growth = Growth;
        var error = (growth - 1) / (growth + 1);
        return new Interval(ValueAtRank(low) * (1 - error), ValueAtRank(high) * (1 + error));
    }

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
    public void Read(BinaryReader reader)
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
    }

    private double Growth => Math.Pow(2, Math.ScaleB(1, -Scale));

    private void Combine(ExpSketch other, int sign)
    {
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

    private double ValueAtRank(long rank)
    {
        // The point with equal relative distance to both bounds g^i and g^(i+1).
        return rank < ZeroCount ? 0 : UpperBound(_buckets.BucketOfRank(rank - ZeroCount), Scale) * 2 / (1 + Growth);
    }
}
