namespace Dashboard.Core.Predictions;

/// <summary>
/// A label delay in four bytes: whole milliseconds up to 24 days and 20 hours, whole seconds (rounded down) from there on,
/// up to 68 years.
/// </summary>
internal static class ShortDelay
{
    private const uint SecondsBit = 1u << 31;

    /// <param name="ticks">At least 0.</param>
    public static uint Pack(long ticks) => ticks / TimeSpan.TicksPerMillisecond is var milliseconds && milliseconds < SecondsBit
        ? (uint)milliseconds
        : SecondsBit | (uint)Math.Min(ticks / TimeSpan.TicksPerSecond, SecondsBit - 1);

    /// <summary>In ticks.</summary>
    public static long Unpack(uint code) => (code & SecondsBit) == 0
        ? code * TimeSpan.TicksPerMillisecond
        : (code & ~SecondsBit) * TimeSpan.TicksPerSecond;
}
