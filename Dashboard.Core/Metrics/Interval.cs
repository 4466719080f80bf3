namespace Dashboard.Core.Metrics;

/// <summary>A two-sided 95 % interval; both ends finite.</summary>
public readonly record struct Interval(double Low, double High)
{
    internal bool IsFinite => double.IsFinite(Low) && double.IsFinite(High);
}

/// <summary>
/// A number that is never shown alone: its value or the reason there is none, how many observations it rests on and,
/// where one is defined, its 95 % interval.
/// </summary>
/// <param name="Value">Finite, or null when undefined.</param>
/// <param name="Count">Sample size: the observations the value was computed from.</param>
/// <param name="Undefined">Plain words why there is no value; null when there is one.</param>
public readonly record struct Figure(double? Value, long Count, Interval? Interval = null, string? Undefined = null)
{
    public static Figure None(string reason, long count = 0) => new(null, count, null, reason);

    /// <summary>A value, or undefined with a reason when it or its interval is not finite: how uncertain it is could not be said.</summary>
    public static Figure Of(double value, long count, Interval? interval = null) =>
        !double.IsFinite(value) ? None("not a finite number", count)
        : interval is { IsFinite: false } ? None("its interval is not finite", count)
        : new(value, count, interval);
}
