using Dashboard.Benchmarks.Load;
using Dashboard.Benchmarks.Servers;

namespace Dashboard.Benchmarks.Scenarios;

/// <summary>The event endpoint: durable, without storage, and over plain LiteDB documents, in the same run.</summary>
internal static class IngestLoad
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(8);

    /// <summary>Connections fall as batches grow: enough to keep the server busy, not so many that requests only queue.</summary>
    private static readonly (int Batch, int Connections)[] Shapes = [(1, 64), (100, 16), (1_000, 4)];

    public static async Task RunAsync(Report report)
    {
        report.Title("Ingest");
        report.Header("batch", "connections", "behind the endpoint", "events/s", "of no storage", "ack p50 ms", "ack p99 ms", "server CPU us/event", "client CPU us/event", "bytes/event");
        var durable = new List<LoadResult>();
        var (share, bytes) = (0.0, 0.0);
        foreach (var (batch, connections) in Shapes)
        {
            var (none, _) = await MeasureAsync(IntakeKind.None, batch, connections);
            var (stored, size) = await MeasureAsync(IntakeKind.Durable, batch, connections);
            var (documents, documentSize) = await MeasureAsync(IntakeKind.Documents, batch, connections);
            Row(report, batch, connections, "nothing", none, none, 0);
            Row(report, batch, connections, "durable", stored, none, size);
            Row(report, batch, connections, "LiteDB documents", documents, none, documentSize);
            durable.Add(stored);
            share = stored.EventsPerSecond / none.EventsPerSecond;
            bytes = size;
        }

        report.Line("");
        report.BarHeader();
        report.Bar("single-event requests", durable[0].EventsPerSecond, "/s", 20_000, atLeast: true);
        report.Bar("events in batches of 1,000", durable[2].EventsPerSecond, "/s", 250_000, atLeast: true);
        report.Bar("of the endpoint without storage", 100 * share, "%", 35, atLeast: true);
        report.Bar("ack p99, worst of the three", durable.Max(r => r.LatencyAt(0.99)), "ms", 50, atLeast: false);
        report.Bar("stored event", bytes, "bytes", 60, atLeast: false);
    }

    /// <summary>One durable measurement in one line: to put a profiler on, or to compare two settings.</summary>
    public static async Task ProbeAsync(int batch, int connections)
    {
        var (result, bytes) = await MeasureAsync(IntakeKind.Durable, batch, connections);
        Console.WriteLine(
            $"{result.EventsPerSecond:N0} events/s, server CPU {result.CpuMicrosPerEvent:F2} us/event, " +
            $"ack ms p50 {result.LatencyAt(0.5):F1} p99 {result.LatencyAt(0.99):F1} max {result.LatencyAt(1):F1}, {bytes:F1} bytes/event");
    }

    private static async Task<(LoadResult Result, double BytesPerEvent)> MeasureAsync(IntakeKind intake, int batch, int connections)
    {
        using var data = new ScratchDirectory();
        await using var server = await ServerProcess.StartAsync(intake, data.Path);
        var result = await LoadGenerator.RunAsync(server, connections, () => new PredictionRequest(batch, server.Port), 0, WarmUp, Measured);
        await server.StopAsync();
        var files = new DirectoryInfo(data.Path).EnumerateFiles("*", SearchOption.AllDirectories);
        return (result, files.Sum(file => file.Length) / (double)result.Run.Acknowledged);
    }

    private static void Row(Report report, int batch, int connections, string name, LoadResult result, LoadResult none, double bytes) => report.Row(
        $"{batch:N0}", connections, name, Report.Number(result.EventsPerSecond), $"{result.EventsPerSecond / none.EventsPerSecond:P0}",
        Report.Number(result.LatencyAt(0.5)), Report.Number(result.LatencyAt(0.99)),
        Report.Number(result.CpuMicrosPerEvent), Report.Number(result.ClientCpuMicrosPerEvent), bytes == 0 ? "" : Report.Number(bytes));
}
