namespace Dashboard.Core.Predictions;

/// <summary>
/// How late a first ground truth came, as a rung of <see cref="DelayRungs"/> on the clock that coverage by age is told by.
/// For a prediction received as it happened that is receipt of its label minus its event time. One that came late itself,
/// as history loaded in bulk does, would make the age of the history pass for a delay: its own lateness is taken off, and
/// what is left is at least the delay by the senders' clock.
/// </summary>
internal static class LabelDelay
{
    /// <summary>Lateness from which on a prediction was not received as it happened: a minute, as for late arrivals.</summary>
    private static readonly int Late = DelayRungs.RungOf(TimeSpan.TicksPerMinute);

    /// <summary>How late a prediction came, a rung.</summary>
    public static byte LatenessOf(long eventTicks, long receivedTicks) => (byte)DelayRungs.RungOf(receivedTicks - Whole(eventTicks));

    /// <param name="predictionTicks">Event time of the prediction.</param>
    /// <param name="lateness">Of the prediction, see <see cref="LatenessOf"/>.</param>
    /// <param name="knownTicks">Event time of the ground truth.</param>
    /// <param name="receivedTicks">When the later of the two was received.</param>
    /// <returns>A rung, or <see cref="DelayRungs.Unknown"/> when the label came with its late prediction and does not say since when it was known.</returns>
    public static byte RungOf(long predictionTicks, byte lateness, long knownTicks, long receivedTicks)
    {
        var start = Whole(predictionTicks);
        var seen = DelayRungs.RungOf(receivedTicks - start);
        if (lateness < Late)
        {
            return (byte)seen;
        }

        var isStampedBySending = DelayRungs.RungOf(receivedTicks - knownTicks) == 0;
        var cameTogether = seen <= lateness + 1; // A load takes a while: the next rung may have begun.
        return isStampedBySending && cameTogether
            ? DelayRungs.Unknown
            : (byte)DelayRungs.RungOf(Math.Max(Math.Min(knownTicks, receivedTicks), receivedTicks - DelayRungs.UpperEdge(lateness)) - start);
    }

    /// <summary>In whole milliseconds, which is what is remembered of a prediction, so that either order gives the same.</summary>
    private static long Whole(long ticks) => ticks - (ticks % TimeSpan.TicksPerMillisecond);
}
