namespace Dashboard.Core.Predictions;

/// <summary>
/// A fixed, roughly geometric ladder of label delays, from 10 s to 30 days: fine enough for the curves, and a rung fits five
/// bits of an open prediction.
/// </summary>
public static class DelayRungs
{
    public const int Count = 24;

    /// <summary>In place of a rung: how late the label came is not told.</summary>
    public const byte Unknown = Count;

    private static readonly long[] Edges =
    [
        0, Seconds(10), Seconds(30), Minutes(1), Minutes(2), Minutes(5), Minutes(10), Minutes(20), Minutes(40), Hours(1), Hours(2),
        Hours(4), Hours(6), Hours(9), Hours(12), Hours(18), Days(1), Hours(36), Days(2), Days(3), Days(5), Days(7), Days(14), Days(30),
        long.MaxValue,
    ];

    public static int RungOf(long delayTicks)
    {
        var at = Array.BinarySearch(Edges, Math.Max(0, delayTicks));
        return Math.Min(at >= 0 ? at : ~at - 1, Count - 1);
    }

    /// <summary>In ticks of 100 ns.</summary>
    public static long LowerEdge(int rung) => Edges[rung];

    /// <summary>In ticks; that of the last rung is no delay at all.</summary>
    public static long UpperEdge(int rung) => Edges[rung + 1];

    private static long Seconds(int count) => count * TimeSpan.TicksPerSecond;

    private static long Minutes(int count) => count * TimeSpan.TicksPerMinute;

    private static long Hours(int count) => count * TimeSpan.TicksPerHour;

    private static long Days(int count) => count * TimeSpan.TicksPerDay;
}
