using Dashboard.Core.Metrics;

namespace Dashboard.Core.Windowing;

/// <summary>Predictions per second over the last minute of a range.</summary>
internal static class Throughput
{
    private static readonly long Minute = TimeSpan.TicksPerMinute;

    public static Figure Of(IReadOnlyList<Timeline> timelines, MergePlan range, ReadOnlySpan<long> keptFrom, DateTimeOffset asOf)
    {
        if (range.Buckets.Count == 0)
        {
            return Figure.None(TrafficMetrics.NoPredictions);
        }

        var plan = MergePlan.For(range.To - Minute, range.To, keptFrom);
        var count = plan.Buckets.Sum(b => CountIn(timelines, b.Resolution, b.StartTicks));
        var seconds = (plan.To - plan.From) / (double)TimeSpan.TicksPerSecond;
        var ahead = plan.To - asOf.UtcTicks;
        var finest = keptFrom.IndexOfAnyExcept(long.MaxValue); // Segments have no cells of ten seconds.
        var length = Resolutions.Ticks[finest];
        if (ahead <= 0 || ahead > length)
        {
            return Figure.Of(count / seconds, count);
        }

        // The newest bucket is still filling: the part of the minute it lacks is taken from the bucket before the minute.
        var before = CountIn(timelines, finest, plan.From - length);
        return Figure.Of((count + (before * (double)ahead / length)) / seconds, count);
    }

    private static long CountIn(IReadOnlyList<Timeline> timelines, int resolution, long start) =>
        timelines.Sum(t => t.Find(resolution, start)?.Tally.Predictions ?? 0);
}
