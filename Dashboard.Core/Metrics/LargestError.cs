namespace Dashboard.Core.Metrics;

/// <summary>
/// The largest |error|. A maximum cannot be taken back: once the last pair that reached it is removed, only a bound is
/// left, until a pair comes that is at least as large.
/// </summary>
public struct LargestError
{
    /// <summary>No |error| is above it.</summary>
    public double Bound;

    /// <summary>How many pairs have exactly this |error|; 0 when the maximum is not known any more.</summary>
    public long Times;

    public readonly bool IsKnown => Times > 0;

    public void Add(double magnitude) => Merge(new LargestError { Bound = magnitude, Times = 1 });

    public void Remove(double magnitude) => Times -= magnitude == Bound && Times > 0 ? 1 : 0;

    public void Merge(in LargestError other)
    {
        if (other.Bound > Bound)
        {
            this = other;
        }
        else if (other.Bound == Bound)
        {
            Times += other.Times;
        }
    }

    /// <summary>Takes off pairs that were merged before.</summary>
    public void Unmerge(in LargestError part) => Times = part.Bound == Bound ? Math.Max(0, Times - part.Times) : Times;
}
