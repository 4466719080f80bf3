namespace Dashboard.Core.Metrics;

/// <summary>What some values lie between, both ends reached. Ranges of parts merge; of values that are taken off nothing can be told.</summary>
public readonly record struct ValueRange(double Least, double Most)
{
    /// <summary>Of no values: merging leaves the other.</summary>
    public static ValueRange Empty => new(double.PositiveInfinity, double.NegativeInfinity);

    /// <summary>Of values that were not looked at: merging leaves nothing known.</summary>
    public static ValueRange Unknown => new(double.NegativeInfinity, double.PositiveInfinity);

    public ValueRange With(double value) => new(Math.Min(Least, value), Math.Max(Most, value));

    public ValueRange With(ValueRange other) => new(Math.Min(Least, other.Least), Math.Max(Most, other.Most));

    /// <summary>The nearest point of a range that is not empty.</summary>
    public double Clamp(double value) => Math.Max(Least, Math.Min(Most, value));
}
