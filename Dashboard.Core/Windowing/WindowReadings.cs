namespace Dashboard.Core.Windowing;

/// <summary>Several parts of a model over one window.</summary>
public static class WindowReadings
{
    /// <summary>The sums of each key over the window that the first one has: what is compared must cover the same time.</summary>
    /// <param name="keys">At least one; the caller bounds them.</param>
    /// <param name="asOf">As <see cref="Projection.Read"/>.</param>
    public static IReadOnlyList<WindowReading> ReadTogether(this Projection projection, IReadOnlyList<SnapshotKey> keys, DateTimeOffset? asOf = null)
    {
        var first = projection.Read(keys[0], asOf);
        return [first, .. keys.Skip(1).Select(key => projection.Read(key with { Range = TimeRange.Between(first.From, first.To) }, asOf))];
    }

    /// <summary>The values of a dimension, in the order of <paramref name="values"/>; see <see cref="ReadTogether"/>.</summary>
    public static IReadOnlyList<WindowReading> ReadSegments(
        this Projection projection, SnapshotKey key, string dimension, IReadOnlyList<string> values, DateTimeOffset? asOf = null) =>
        projection.ReadTogether([.. values.Select(value => key with { Segment = new SegmentKey(dimension, value) })], asOf);
}
