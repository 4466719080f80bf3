using Dashboard.Benchmarks.Load;
using Dashboard.Benchmarks.Servers;

namespace Dashboard.Benchmarks.Scenarios;

/// <summary>
/// Viewers of the hub over real sockets while events come in: server CPU above the same load without viewers, and bytes, per
/// viewer and tick. Ten ticks a second, so that the difference stands out of the noise.
/// </summary>
internal static class ViewerCost
{
    private const int TicksPerSecond = 10;
    private const int EventsPerSecond = 1_000;
    private const string Model = "fraud";
    private const string Range = "-5m";

    /// <summary>Most first: by the time the small differences are measured, all code is compiled for speed.</summary>
    private static readonly int[] Viewers = [200, 50, 1, 0];

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(Report report)
    {
        report.Title($"Viewers ({TicksPerSecond} ticks/s, {EventsPerSecond:N0} events/s coming in)");
        using var data = new ScratchDirectory();
        await using var server = await ServerProcess.StartAsync(
            IntakeKind.Durable, data.Path, "--Live:Tick", "00:00:00.100", "--Live:HubCallsPerSecond", "1000");
        using var load = new SteadyLoad(server, EventsPerSecond);
        await load.FirstAnswer;
        await Task.Delay(WarmUp);
        var costs = new List<Cost>();
        foreach (var count in Viewers)
        {
            costs.Add(await MeasureAsync(server, count));
        }

        var idle = costs[^1].CpuPerSecond;
        report.Header("viewers", "server CPU ms/s", "CPU ms per viewer and tick", "bytes per viewer and tick", "snapshots received of sent", "snapshots built per tick");
        costs.Reverse();
        foreach (var cost in costs)
        {
            report.Row(
                cost.Viewers, Report.Number(cost.CpuPerSecond), Report.Number(cost.PerViewerTick(idle)), Report.Number(cost.BytesPerSnapshot),
                $"{cost.Received:P0}", Report.Number(cost.BuiltPerTick));
        }

        report.Line("One viewer pays for the snapshot itself, which is built once per tick however many watch. The clients are programs on the public hub; the first, whole message is not in these bytes. Pages are measured by `circuits`.");
        report.Line("");
        report.BarHeader();
        report.Bar("CPU per viewer and tick, 50 viewers and more", costs.Skip(2).Max(cost => cost.PerViewerTick(idle)), "ms", 0.5, atLeast: false);
        report.Bar("payload per hub client and tick", costs.Max(cost => cost.BytesPerSnapshot), "bytes", 1_000, atLeast: false);
    }

    private static async Task<Cost> MeasureAsync(ServerProcess server, int count)
    {
        var viewers = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => HubViewer.WatchAsync(server.Port, Model, Range)));
        try
        {
            await Task.Delay(Settle);
            var (bytes, snapshots, built) = (viewers.Sum(v => v.Bytes), viewers.Sum(v => v.Snapshots), await BuiltAsync(server));
            var cpu = await CpuPerSecondAsync(server);
            return new Cost(
                count, cpu, viewers.Sum(v => v.Bytes) - bytes, viewers.Sum(v => v.Snapshots) - snapshots, await BuiltAsync(server) - built);
        }
        finally
        {
            Array.ForEach(viewers, viewer => viewer.Dispose());
        }
    }

    private static async Task<double> CpuPerSecondAsync(ServerProcess server)
    {
        var before = server.CpuTime;
        await Task.Delay(Measured);
        return (server.CpuTime - before).TotalMilliseconds / Measured.TotalSeconds;
    }

    private static async Task<long> BuiltAsync(ServerProcess server) =>
        (await server.StatusAsync()).GetProperty("live").GetProperty("snapshots_built").GetInt64();

    private sealed record Cost(int Viewers, double CpuPerSecond, long Bytes, long Snapshots, long Built)
    {
        private static readonly double Ticks = Measured.TotalSeconds * TicksPerSecond;

        public double BytesPerSnapshot => Bytes / (double)Math.Max(1, Snapshots);

        public double Received => Viewers == 0 ? 1 : Snapshots / (Viewers * Ticks);

        public double BuiltPerTick => Built / Ticks;

        public double PerViewerTick(double idle) => (CpuPerSecond - idle) / (Math.Max(1, Viewers) * TicksPerSecond);
    }
}
