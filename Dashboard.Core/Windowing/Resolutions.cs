namespace Dashboard.Core.Windowing;

/// <summary>The lengths of buckets, finest first; each divides the next. Buckets start at multiples of their length (UTC).</summary>
internal static class Resolutions
{
    public const int Count = 4;

    public static readonly int[] Seconds = [10, 60, 3_600, 86_400];

    public static readonly long[] Ticks = [.. Seconds.Select(s => s * TimeSpan.TicksPerSecond)];

    public static long Floor(long ticks, long length) => ticks - (ticks % length);

    public static long Ceiling(long ticks, long length) => Floor(ticks + length - 1, length);

    /// <summary>The same retentions without the finest resolution, whose cells are gone too soon and know nothing of the past.</summary>
    /// <param name="keptFrom">Start of the oldest kept bucket per resolution; not changed.</param>
    public static long[] FromMinutes(ReadOnlySpan<long> keptFrom) => [long.MaxValue, .. keptFrom[1..]];

    public static int IndexOfSeconds(int seconds) => Array.IndexOf(Seconds, seconds);
}
