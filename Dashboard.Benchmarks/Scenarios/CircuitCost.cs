using System.Globalization;
using Dashboard.Benchmarks.Load;
using Dashboard.Benchmarks.Servers;

namespace Dashboard.Benchmarks.Scenarios;

/// <summary>
/// Open pages while the demo's traffic comes in, at the product's own rate of one tick a second: server CPU above the same
/// server without viewers, and bytes, per viewer and tick. Each is a real circuit, without a browser to draw it.
/// </summary>
internal static class CircuitCost
{
    private const string Page = "/models/demo-fraud"; // The busier of the two: classification, two versions, late labels.

    /// <summary>Most first, for the sake of the small differences.</summary>
    private static readonly int[] Viewers = [200, 50, 1, 0];

    /// <summary>The demo's past is stored; then with pages open until the runtime has compiled for speed what they run.</summary>
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(75);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(20);

    /// <summary>One count of viewers, for a profiler: measured while the pages are warm, then without them.</summary>
    public static async Task ProbeAsync(int count)
    {
        using var data = new ScratchDirectory();
        await using var server = await ServerProcess.StartAsync(IntakeKind.Durable, data.Path, "--demo");
        await Task.Delay(Start);
        var cost = await MeasureAsync(server, count, WarmUp);
        var idle = await MeasureAsync(server, 0, Settle);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{cost.CpuPerSecond:F0} ms/s, {idle.CpuPerSecond:F0} without; per viewer and tick {cost.PerViewerTick(idle.CpuPerSecond):F2} ms, {cost.PerTick(cost.Bytes):F0} bytes, {cost.PerTick(cost.WireBytes):F0} on the wire, {cost.PerTick(cost.Batches):F2} batches"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"per tick {cost.PerTick(cost.Content.Components):F1} components rendered, {cost.PerTick(cost.Content.Idle):F1} of them for nothing, {cost.PerTick(cost.Content.Edits):F0} edits; resident {server.ResidentBytes >> 20} MiB"));
    }

    public static async Task RunAsync(Report report)
    {
        report.Title("Pages: Blazor circuits (1 tick/s, the demo's traffic coming in)");
        using var data = new ScratchDirectory();
        await using var server = await ServerProcess.StartAsync(IntakeKind.Durable, data.Path, "--demo");
        await Task.Delay(Start);
        await MeasureAsync(server, Viewers[0], WarmUp);
        var costs = new List<Cost>();
        foreach (var count in Viewers)
        {
            costs.Add(await MeasureAsync(server, count, Settle));
        }

        var idle = costs[^1].CpuPerSecond;
        costs.Reverse();
        report.Header("viewers", "server CPU ms/s", "CPU ms per viewer and tick", "bytes per viewer and tick", "on the wire (deflate)", "ticks received of made", "render batches per tick", "components rendered (for nothing)", "edits");
        foreach (var cost in costs)
        {
            report.Row(
                cost.Viewers, Report.Number(cost.CpuPerSecond), Report.Number(cost.PerViewerTick(idle)), Report.Number(cost.PerTick(cost.Bytes)),
                Report.Number(cost.PerTick(cost.WireBytes)), $"{cost.Received:P0}", Report.Number(cost.PerTick(cost.Batches)),
                $"{Report.Number(cost.PerTick(cost.Content.Components))} ({Report.Number(cost.PerTick(cost.Content.Idle))})", Report.Number(cost.PerTick(cost.Content.Edits)));
        }

        report.Line("Bytes are messages of the circuit (changes of the page, and the call that carries the charts' delta) before and after the compression of the WebSocket, which every browser has on.");
        report.Line("");
        report.BarHeader();
        report.Bar("CPU per page and tick, 50 pages and more", costs.Skip(2).Max(cost => cost.PerViewerTick(idle)), "ms", 0.5, atLeast: false);
        report.Bar("payload per page and tick, on the wire", costs.Skip(1).Max(cost => cost.PerTick(cost.WireBytes)), "bytes", 1_000, atLeast: false);
    }

    private static async Task<Cost> MeasureAsync(ServerProcess server, int count, TimeSpan settle)
    {
        var page = new Uri(server.Http.BaseAddress!, Page);
        var viewers = new List<CircuitViewer>(count);
        try
        {
            for (var i = 0; i < count; i++)
            {
                viewers.Add(await CircuitViewer.OpenAsync(page));
            }

            await Task.Delay(settle);
            var before = Sum(viewers);
            var cpu = server.CpuTime;
            await Task.Delay(Measured);
            var spent = (server.CpuTime - cpu).TotalMilliseconds / Measured.TotalSeconds;
            var after = Sum(viewers);
            return new Cost(count, spent, after.Bytes - before.Bytes, after.Wire - before.Wire, after.Pushes - before.Pushes, after.Batches - before.Batches, after.Content - before.Content);
        }
        finally
        {
            await Task.WhenAll(viewers.Select(viewer => viewer.DisposeAsync().AsTask()));
        }
    }

    private static (long Bytes, long Wire, long Pushes, long Batches, BatchContent Content) Sum(List<CircuitViewer> viewers) =>
    (
        viewers.Sum(v => v.Bytes), viewers.Sum(v => v.WireBytes), viewers.Sum(v => v.Pushes), viewers.Sum(v => v.Batches),
        viewers.Aggregate(default(BatchContent), (sum, v) => sum + v.Content));

    private sealed record Cost(int Viewers, double CpuPerSecond, long Bytes, long WireBytes, long Pushes, long Batches, BatchContent Content)
    {
        private static readonly double Ticks = Measured.TotalSeconds;

        public double Received => Viewers == 0 ? 1 : Pushes / (Viewers * Ticks);

        public double PerTick(long total) => total / (double)Math.Max(1, Pushes);

        public double PerViewerTick(double idle) => Viewers == 0 ? 0 : (CpuPerSecond - idle) / Viewers;
    }
}
