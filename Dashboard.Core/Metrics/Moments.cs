namespace Dashboard.Core.Metrics;

/// <summary>
/// Count, mean and sum of squared deviations of a stream, numerically stable (Welford 1962; merging by Chan, Golub and
/// LeVeque 1979). Linear: what was added can be removed, what was merged can be taken out.
/// </summary>
public struct Moments
{
    public long Count;
    public double Mean;

    /// <summary>Sum of (x - mean)^2.</summary>
    public double SquaredDeviations;

    /// <summary>Population variance (divided by n, as numpy's default); 0 when empty.</summary>
    public readonly double Variance => Count == 0 ? 0 : Math.Max(0, SquaredDeviations / Count);

    /// <summary>Sum of x^2.</summary>
    public readonly double SumOfSquares => SquaredDeviations + (Count * Mean * Mean);

    public readonly double Sum => Count * Mean;

    public void Add(double x)
    {
        Count++;
        var before = x - Mean;
        Mean += before / Count;
        SquaredDeviations += before * (x - Mean);
    }

    public void Remove(double x)
    {
        if (Count <= 1)
        {
            this = default;
            return;
        }

        Count--;
        var after = x - Mean;
        Mean -= after / Count;
        SquaredDeviations = Math.Max(0, SquaredDeviations - (after * (x - Mean)));
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
        var distance = other.Mean - Mean;
        SquaredDeviations += other.SquaredDeviations + (distance * distance * Count / count * other.Count);
        Mean += distance * other.Count / count;
        Count = count;
    }

    /// <summary>The mean with its interval from the central limit theorem, mean +- z sd / sqrt(n), sd divided by n.</summary>
    public readonly Figure ToMeanFigure(string whenEmpty)
    {
        if (Count == 0)
        {
            return Figure.None(whenEmpty);
        }

        var reach = Proportion.Z95 * Math.Sqrt(Variance / Count);
        return Figure.Of(Mean, Count, double.IsFinite(reach) && Count > 1 ? new Interval(Mean - reach, Mean + reach) : null);
    }
}
