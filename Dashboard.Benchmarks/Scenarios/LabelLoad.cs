using System.Diagnostics;
using Dashboard.Benchmarks.Load;
using Dashboard.Benchmarks.Servers;

namespace Dashboard.Benchmarks.Scenarios;

/// <summary>Five million stored predictions, all open: late labels for them, the memory they take, a start that reads them back.</summary>
internal static class LabelLoad
{
    private const long Predictions = 5_000_000;
    private const int Batch = 1_000;
    private const int Connections = 4;
    private static readonly TimeSpan Spread = TimeSpan.FromHours(24);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(8);

    public static async Task RunAsync(Report report)
    {
        report.Title("Five million open predictions: memory, late labels, replay");
        using var data = new ScratchDirectory();
        double stored, resident, labels, p99, bytes;
        long events;
        await using (var server = await ServerProcess.StartAsync(IntakeKind.Durable, data.Path))
        {
            stored = (await LoadGenerator.SendAsync(server, Connections, () => new PredictionRequest(Batch, server.Port, Spread), 0, Predictions)).EventsPerSecond;
            resident = server.ResidentBytes / 1e6;
            var result = await LoadGenerator.RunAsync(server, Connections, () => new GroundTruthRequest(Batch, server.Port, Predictions), 0, WarmUp, Measured);
            (labels, p99) = (result.EventsPerSecond, result.LatencyAt(0.99));
            var storage = (await server.StatusAsync()).GetProperty("storage");
            events = storage.GetProperty("stored_events").GetInt64();
            bytes = storage.GetProperty("file_bytes").GetInt64() / (double)events;
            await server.StopAsync();
        }

        var started = Stopwatch.GetTimestamp();
        await using var again = await ServerProcess.StartAsync(IntakeKind.Durable, data.Path);
        var start = Stopwatch.GetElapsedTime(started);
        report.Line($"{Predictions:N0} predictions over 24 h stored at {stored:N0}/s; then labels uniformly over them; {events:N0} events ({bytes:F1} bytes each, labels included) read back in {start.TotalSeconds:F1} s, process start included; resident after the replay: {again.ResidentBytes / 1e6:N0} MB.");
        report.Line("");
        report.BarHeader();
        report.Bar("resident with 5 M open predictions", resident, "MB", 400, atLeast: false);
        report.Bar("late labels", labels, "/s", 50_000, atLeast: true);
        report.Bar("ack p99 of late labels", p99, "ms", 50, atLeast: false);
        report.Bar("replay at start", events / start.TotalSeconds, "events/s", 100_000, atLeast: true);
    }
}
