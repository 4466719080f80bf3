using System.Diagnostics;
using Dashboard.Benchmarks.Load;
using Dashboard.Benchmarks.Servers;

namespace Dashboard.Benchmarks.Scenarios;

/// <summary>
/// More senders than the server can serve, each sending again as soon as it is answered. First the sustained rate, then the
/// same server with so many senders that the queue overflows: refusals must be quick, memory flat, pages alive, nothing
/// acknowledged lost.
/// </summary>
internal static class OverloadLoad
{
    private const int Batch = 1_000;
    private const int SustainedConnections = 4;
    private const int OverloadConnections = 256; // 256,000 events under way, more than Ingest:MaxQueuedEvents.
    private static readonly TimeSpan Sustained = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Overload = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Probe = TimeSpan.FromMilliseconds(250);

    public static async Task RunAsync(Report report)
    {
        report.Title("Overload for a minute");
        using var data = new ScratchDirectory();
        LoadResult sustained, overload;
        Watch watch;
        await using (var server = await ServerProcess.StartAsync(IntakeKind.Durable, data.Path))
        {
            sustained = await SendAsync(server, SustainedConnections, 0, Sustained);
            using var stop = new CancellationTokenSource();
            var watching = WatchAsync(server, stop.Token);
            overload = await SendAsync(server, OverloadConnections, 1L << 40, Overload);
            await stop.CancelAsync();
            watch = await watching;
            await server.KillAsync();
        }

        await using var again = await ServerProcess.StartAsync(IntakeKind.Durable, data.Path);
        var stored = (await again.StatusAsync()).GetProperty("events").GetProperty("accepted").GetInt64();
        var acknowledged = sustained.Run.Acknowledged + overload.Run.Acknowledged;
        var offered = (overload.Run.Acknowledged + (overload.Run.Refused * Batch)) / Overload.TotalSeconds;
        report.Line($"Sustained {sustained.EventsPerSecond:N0} events/s; offered {offered:N0}/s ({offered / sustained.EventsPerSecond:F1} times as many) for {Overload.TotalSeconds:F0} s, stored {overload.EventsPerSecond:N0}/s; {overload.Run.Refused:N0} requests refused with 429 or 503. Then kill -9 and a new start: {acknowledged:N0} events acknowledged, {stored:N0} there.");
        report.Line("");
        report.Header("of the minute", "measured");
        report.Row("resident memory, first and last quarter, MB", $"{watch.FirstQuarterMb:N0}, {watch.LastQuarterMb:N0}");
        report.Row("page `/` answered, median and slowest ms", $"{Report.Number(watch.PageMedian)}, {Report.Number(watch.PageSlowest)}");
        report.Row("refusals, slowest ms (a 1 MB body is on its way)", Report.Number(overload.Run.SlowestRefusal.TotalMilliseconds));
        report.Row("connections closed before an answer", overload.Run.Closed);
        report.Row("acknowledged events lost", Math.Max(0, acknowledged - stored));
    }

    private static Task<LoadResult> SendAsync(ServerProcess server, int connections, long first, TimeSpan time) =>
        LoadGenerator.RunAsync(server, connections, () => new PredictionRequest(Batch, server.Port), first, TimeSpan.Zero, time, mayClose: true);

    private static async Task<Watch> WatchAsync(ServerProcess server, CancellationToken stop)
    {
        var (pages, memory) = (new List<double>(), new List<double>());
        using var timer = new PeriodicTimer(Probe);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                var started = Stopwatch.GetTimestamp();
                using var page = await server.Http.GetAsync("/", CancellationToken.None);
                page.EnsureSuccessStatusCode();
                pages.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                memory.Add(server.ResidentBytes / 1e6);
            }
        }
        catch (OperationCanceledException)
        {
            // The minute is over.
        }

        pages.Sort();
        var quarter = memory.Count / 4;
        return new Watch(memory.Take(quarter).Average(), memory.TakeLast(quarter).Average(), pages[pages.Count / 2], pages[^1]);
    }

    private sealed record Watch(double FirstQuarterMb, double LastQuarterMb, double PageMedian, double PageSlowest);
}
