namespace Dashboard.Core.Metrics;

/// <summary>
/// Count, mean and sum of squared deviations of a stream, numerically stable (Welford 1962; merging by Chan, Golub and
/// LeVeque 1979). The mean is kept in two doubles: values of 1e9 that differ by 1 would lose 7 of their digits to the
/// rounding of a single one. Linear: what was added can be removed.
/// </summary>
public struct Moments
{
    public long Count;
    public double Mean;

    /// <summary>What rounding took from <see cref="Mean"/>.</summary>
    public double MeanRest;

    /// <summary>Sum of (x - mean)^2.</summary>
    public double SquaredDeviations;

    /// <summary>Population variance (divided by n, as numpy's default); 0 when empty.</summary>
    public readonly double Variance => Count == 0 ? 0 : Math.Max(0, SquaredDeviations / Count);

    /// <summary>Variance of what the values are a sample of (divided by n - 1); 0 below two values.</summary>
    public readonly double SampleVariance => Count < 2 ? 0 : Math.Max(0, SquaredDeviations / (Count - 1));

    public readonly double Sum => Count * Mean;

    /// <summary>From all values at once, in two passes with compensated sums: what a recomputation is measured by.</summary>
    public static Moments Of(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty)
        {
            return default;
        }

        CompensatedSum sum = default, deviations = default, squares = default;
        foreach (var x in values)
        {
            sum.Add(x);
        }

        var moments = new Moments { Count = values.Length };
        (moments.Mean, moments.MeanRest) = sum.Mean(values.Length);
        foreach (var x in values)
        {
            var distance = moments.DistanceOf(x);
            deviations.Add(distance);
            squares.Add(distance * distance);
        }

        moments.SquaredDeviations = Math.Max(0, squares.Value - (deviations.Value * deviations.Value / values.Length));
        return moments;
    }

    public void Add(double x)
    {
        Count++;
        var before = DistanceOf(x);
        MoveMean(before / Count);
        SquaredDeviations += before * DistanceOf(x);
    }

    public void Remove(double x)
    {
        if (Count <= 1)
        {
            this = default;
            return;
        }

        Count--;
        var after = DistanceOf(x);
        MoveMean(-after / Count);
        SquaredDeviations = Math.Max(0, SquaredDeviations - (after * DistanceOf(x)));
    }

    public void Merge(in Moments other)
    {
        if (other.Count == 0)
        {
            return;
        }

        if (Count == 0)
        {
            this = other; // Keeps a merge of one part bit-equal to the part.
            return;
        }

        var count = Count + other.Count;
        var distance = other.Mean - Mean + (other.MeanRest - MeanRest);
        SquaredDeviations += other.SquaredDeviations + (distance * distance * Count / count * other.Count);
        MoveMean(distance * other.Count / count);
        Count = count;
    }

    /// <summary>Takes off what was merged before: the inverse of <see cref="Merge"/>, exact up to rounding.</summary>
    public void Unmerge(in Moments part)
    {
        var count = Count - part.Count;
        if (count <= 0)
        {
            this = default;
            return;
        }

        var distance = part.Mean - Mean + (part.MeanRest - MeanRest);
        SquaredDeviations = Math.Max(0, SquaredDeviations - part.SquaredDeviations - (distance * distance * Count / count * part.Count));
        MoveMean(-distance * part.Count / count);
        Count = count;
    }

    /// <summary>The mean with its <see cref="StudentInterval"/>.</summary>
    public readonly Figure ToMeanFigure(string whenEmpty) => ToMeanFigure(whenEmpty, double.NegativeInfinity);

    /// <summary>The same of values that are never below 0.</summary>
    public readonly Figure ToMeanLossFigure(string whenEmpty) => ToMeanFigure(whenEmpty, 0);

    public readonly void Write(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt64(Count);
        writer.Write(Mean);
        writer.Write(MeanRest);
        writer.Write(SquaredDeviations);
    }

    public static Moments Read(BinaryReader reader) => new()
    {
        Count = reader.Read7BitEncodedInt64(),
        Mean = reader.ReadDouble(),
        MeanRest = reader.ReadDouble(),
        SquaredDeviations = reader.ReadDouble(),
    };

    private readonly Figure ToMeanFigure(string whenEmpty, double atLeast) => Count == 0
        ? Figure.None(whenEmpty)
        : Figure.Of(Mean, Count, StudentInterval.Around(Mean, Math.Sqrt(SampleVariance / Count), Count, atLeast));

    private readonly double DistanceOf(double x) => x - Mean - MeanRest;

    /// <summary>Adds to the mean and keeps the rounding error (two-sum, Knuth, TAOCP 2, 4.2.2).</summary>
    private void MoveMean(double by)
    {
        by += MeanRest;
        var moved = Mean + by;
        var share = moved - Mean;
        MeanRest = Mean - (moved - share) + (by - share);
        Mean = moved;
    }
}
