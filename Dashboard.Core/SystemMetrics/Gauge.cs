namespace Dashboard.Core.SystemMetrics;

/// <summary>Count, sum and maximum of the known values of one reading. Merging parts gives what the whole would.</summary>
/// <param name="Max">0 when empty; no reading is below 0.</param>
public readonly record struct Gauge(long Count, double Sum, double Max)
{
    /// <summary>Null when no value was known.</summary>
    public double? Mean => Count == 0 ? null : Sum / Count;

    /// <param name="value">Null (cannot be read here) leaves everything as it is.</param>
    public Gauge With(double? value) =>
        value is { } known ? new Gauge(Count + 1, Sum + known, Math.Max(Max, known)) : this;

    public Gauge With(in Gauge other) => new(Count + other.Count, Sum + other.Sum, Math.Max(Max, other.Max));
}
