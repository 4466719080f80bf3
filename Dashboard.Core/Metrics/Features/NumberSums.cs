namespace Dashboard.Core.Metrics.Features;

/// <summary>
/// Mean, spread and extremes of a feature's numbers. Mergeable; subtractable but for the extremes, which cannot be taken back:
/// once a part that reached one is taken off, that one is only a bound.
/// </summary>
public struct NumberSums
{
    public Moments Moments;

    /// <summary>No value is below it; 0 while there are none.</summary>
    public double Low;

    /// <summary>No value is above it; 0 while there are none.</summary>
    public double High;

    /// <summary>The lowest value may be higher than <see cref="Low"/>.</summary>
    public bool LowIsBound;

    /// <summary>The highest value may be lower than <see cref="High"/>.</summary>
    public bool HighIsBound;

    public readonly bool IsEmpty => Moments.Count == 0;

    public void Add(double value)
    {
        if (IsEmpty || value <= Low)
        {
            (Low, LowIsBound) = (value, false);
        }

        if (IsEmpty || value >= High)
        {
            (High, HighIsBound) = (value, false);
        }

        Moments.Add(value);
    }

    public void Merge(in NumberSums other)
    {
        if (other.IsEmpty)
        {
            return;
        }

        if (IsEmpty)
        {
            this = other;
            return;
        }

        Moments.Merge(other.Moments);
        LowIsBound = other.Low < Low ? other.LowIsBound : LowIsBound && (other.Low > Low || other.LowIsBound);
        HighIsBound = other.High > High ? other.HighIsBound : HighIsBound && (other.High < High || other.HighIsBound);
        Low = Math.Min(Low, other.Low);
        High = Math.Max(High, other.High);
    }

    /// <summary>Takes off what was merged before.</summary>
    public void Unmerge(in NumberSums part)
    {
        if (part.IsEmpty)
        {
            return;
        }

        Moments.Unmerge(part.Moments);
        if (IsEmpty)
        {
            this = default;
            return;
        }

        LowIsBound |= part.Low <= Low;
        HighIsBound |= part.High >= High;
    }

    /// <summary>1 byte when empty, 10 for one value, else 33 and more: the digits of the mean beyond a double's are left out.</summary>
    public readonly void Write(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt64((Moments.Count << 2) | (LowIsBound ? 1L : 0) | (HighIsBound ? 2L : 0));
        if (IsEmpty)
        {
            return;
        }

        writer.Write(Moments.Mean);
        if (!IsOneValue)
        {
            writer.Write(Moments.SquaredDeviations);
            writer.Write(Low);
            writer.Write(High);
        }
    }

    /// <exception cref="FormatException">A count below 0.</exception>
    public static NumberSums Read(BinaryReader reader)
    {
        var head = reader.Read7BitEncodedInt64();
        if (head < 0)
        {
            throw new FormatException("fewer than no values");
        }

        var sums = new NumberSums { LowIsBound = (head & 1) != 0, HighIsBound = (head & 2) != 0 };
        sums.Moments.Count = head >> 2;
        if (sums.IsEmpty)
        {
            return default;
        }

        sums.Moments.Mean = sums.Low = sums.High = reader.ReadDouble();
        if (!sums.IsOneValue)
        {
            sums.Moments.SquaredDeviations = reader.ReadDouble();
            sums.Low = reader.ReadDouble();
            sums.High = reader.ReadDouble();
        }

        return sums;
    }

    private readonly bool IsOneValue => Moments.Count == 1 && !LowIsBound && !HighIsBound;
}
