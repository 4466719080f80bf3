namespace Dashboard.Core.Windowing;

/// <summary>The lengths of buckets, finest first; each divides the next. Buckets start at multiples of their length (UTC).</summary>
internal static class Resolutions
{
    public const int Count = 4;

    public static readonly int[] Seconds = [10, 60, 3_600, 86_400];

    public static readonly long[] Ticks = [.. Seconds.Select(s => s * TimeSpan.TicksPerSecond)];

    public static long Floor(long ticks, long length) => ticks - (ticks % length);

    public static long Ceiling(long ticks, long length) => Floor(ticks + length - 1, length);

    public static int IndexOfSeconds(int seconds) => Array.IndexOf(Seconds, seconds);
}
