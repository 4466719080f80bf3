using System.Diagnostics;
using System.Globalization;
using Dashboard.Benchmarks.Load;
using Dashboard.Core.Windowing;

namespace Dashboard.Benchmarks.Scenarios;

/// <summary>What a snapshot costs, by the number of events behind it.</summary>
internal static class QueryCost
{
    private const int Repeats = 60;
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromSeconds(5);
    private static readonly int[] Sizes = [100_000, 1_000_000, 10_000_000];
    private static readonly (string Name, TimeRange Range)[] Ranges =
        [("5 min", TimeRange.Last(TimeSpan.FromMinutes(5))), ("24 h", TimeRange.Last(TimeSpan.FromHours(24)))];

    public static Task RunAsync(Report report)
    {
        report.Title("Query cost by stored events (spread over 24 h, half of them labelled)");
        report.Header("events", "range", "first build ms", "build per tick ms", "project ns/event");
        var ticks = new Dictionary<string, List<double>>();
        WarmUp();
        foreach (var size in Sizes)
        {
            var source = new GeneratedEvents();
            var perEvent = source.Project(size);
            foreach (var (name, range) in Ranges)
            {
                var (first, tick) = Measure(source, range, size);
                report.Row(size.ToString("N0", CultureInfo.InvariantCulture), name, Report.Number(first), Report.Number(tick), Report.Number(perEvent));
                (ticks.TryGetValue(name, out var list) ? list : ticks[name] = []).Add(tick);
            }
        }

        var long90 = MeasureLong();
        report.Line("");
        report.BarHeader();
        report.Bar("90 days at minute edges, 1e6 events, first build", long90, "ms", 20, atLeast: false);
        foreach (var (name, costs) in ticks)
        {
            report.Bar($"{name}: 1e7 events against 1e5", costs[^1] / costs[0], "x", 1.5, atLeast: false);
        }

        return Task.CompletedTask;
    }

    /// <summary>A window of 90 days that begins and ends within an hour, in milliseconds: every resolution takes part.</summary>
    private static double MeasureLong()
    {
        var source = new GeneratedEvents(days: 91);
        source.Project(Sizes[1]);
        var end = GeneratedEvents.Now.AddMinutes(-23);
        var key = new SnapshotKey(GeneratedEvents.ModelName, null, TimeRange.Between(end.AddDays(-90).AddMinutes(-31), end));
        source.Projection.Build(key, 1, GeneratedEvents.Now, null);
        return Median(() => { }, () => source.Projection.Build(key, 1, GeneratedEvents.Now, null));
    }

    /// <summary>Until the code is compiled for speed, the first size would pay for it.</summary>
    private static void WarmUp()
    {
        var source = new GeneratedEvents();
        source.Project(Sizes[1]);
        for (var started = Stopwatch.StartNew(); started.Elapsed < WarmUpTime;)
        {
            foreach (var (_, range) in Ranges)
            {
                Measure(source, range, Sizes[1]);
            }
        }
    }

    /// <summary>
    /// Medians in milliseconds: without a previous snapshot (a viewer opens the page), and with one (each tick, a second's predictions
    /// later at the rate of the whole).
    /// </summary>
    private static (double First, double Tick) Measure(GeneratedEvents source, TimeRange range, int size)
    {
        var key = new SnapshotKey(GeneratedEvents.ModelName, null, range);
        var snapshot = source.Projection.Build(key, 1, GeneratedEvents.Now, null);
        var first = Median(() => { }, () => source.Projection.Build(key, 1, GeneratedEvents.Now, null));
        var perSecond = Math.Max(1, size / (24 * 3_600));
        var tick = Median(
            () => source.ProjectAt(snapshot.AsOf, perSecond),
            () => snapshot = source.Projection.Build(key, snapshot.Number + 1, snapshot.AsOf.AddSeconds(1), snapshot));
        return (first, tick);
    }

    private static double Median(Action before, Func<Snapshot> build)
    {
        var times = new double[Repeats];
        for (var i = 0; i < Repeats; i++)
        {
            before();
            var started = Stopwatch.GetTimestamp();
            build();
            times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        Array.Sort(times);
        return times[Repeats / 2];
    }
}
