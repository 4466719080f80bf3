namespace Dashboard.Core.LateLabels;

/// <summary>
/// Ages after the end of a bucket at which its past states can be asked for. Rung 0 is what had arrived by the end of the
/// bucket; rung r what arrived after the edge before and up to, and with, its own; the last rung all that came later.
/// </summary>
public static class AgeLadder
{
    public const int Rungs = 19;

    private static readonly long[] Edges =
    [
        0, .. new[] { 1, 2, 5, 10, 20, 40 }.Select(minutes => minutes * TimeSpan.TicksPerMinute),
        .. new[] { 1, 2, 4, 8, 12, 24, 48, 96, 168, 336, 720 }.Select(hours => hours * TimeSpan.TicksPerHour), long.MaxValue,
    ];

    /// <param name="receivedTicks">When the event was received, by our clock.</param>
    public static int RungOf(long receivedTicks, long bucketEndTicks)
    {
        var at = Array.BinarySearch(Edges, Math.Max(0, receivedTicks - bucketEndTicks));
        return at >= 0 ? at : ~at;
    }

    /// <summary>The last rung that lies wholly in the past; -1 while the bucket is still filling.</summary>
    public static int LastBy(long asOfTicks, long bucketEndTicks)
    {
        var at = Array.BinarySearch(Edges, asOfTicks - bucketEndTicks);
        return at >= 0 ? at : ~at - 1;
    }

    /// <summary>Latest age of a rung in ticks; the last has none.</summary>
    public static long Edge(int rung) => Edges[rung];
}
