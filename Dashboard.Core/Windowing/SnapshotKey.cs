namespace Dashboard.Core.Windowing;

/// <summary>
/// A span of prediction time: relative to now (<see cref="Length"/>) or fixed (<see cref="From"/>, <see cref="To"/>).
/// </summary>
public readonly record struct TimeRange
{
    /// <summary>Length of a range that ends now; zero for a fixed range.</summary>
    public TimeSpan Length { get; private init; }

    public DateTimeOffset From { get; private init; }

    public DateTimeOffset To { get; private init; }

    public bool IsRelative => Length > TimeSpan.Zero;

    public static TimeRange Last(TimeSpan length) => new() { Length = length };

    /// <summary>From (inclusive) to (exclusive), UTC.</summary>
    public static TimeRange Between(DateTimeOffset from, DateTimeOffset to) => new() { From = from, To = to };

    /// <summary>The instants this range covers as of <paramref name="now"/>.</summary>
    public (DateTimeOffset From, DateTimeOffset To) At(DateTimeOffset now) => IsRelative ? (now - Length, now) : (From, To);
}

/// <summary>What a viewer watches; viewers with equal keys share one snapshot. A null version means all versions together.</summary>
public sealed record SnapshotKey(string Model, string? Version, TimeRange Range)
{
    /// <summary>Null for the whole traffic.</summary>
    public SegmentKey? Segment { get; init; }
}

/// <summary>Names a segment of a model.</summary>
public sealed record SegmentKey(string Dimension, string Value)
{
    /// <summary>Reads <c>country:DE</c>, split at the first colon; null when it is not that.</summary>
    public static SegmentKey? Parse(string? text) =>
        text?.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && colon < text.Length - 1
            ? new SegmentKey(text[..colon], text[(colon + 1)..])
            : null;

    public override string ToString() => $"{Dimension}:{Value}";
}
