using System.Diagnostics;
using Dashboard.Benchmarks.Servers;

namespace Dashboard.Benchmarks.Load;

/// <summary>Closed loop: each connection has one request under way.</summary>
internal static class LoadGenerator
{
    /// <summary>One thread for all sockets, callbacks on it: the cheapest client there is. Before the first socket.</summary>
    public static void PrepareSockets()
    {
        Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
        Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT", "1");
    }

    /// <summary>Runs for a time and measures behind the warm-up.</summary>
    public static async Task<LoadResult> RunAsync(
        ServerProcess server, int connections, Func<EventRequest> request, long first, TimeSpan warmUp, TimeSpan measured, bool mayClose = false)
    {
        var run = new LoadRun(first, long.MaxValue, warmUp, measured) { MayClose = mayClose };
        var working = RunAsync(server, connections, request, run);
        await Task.Delay(warmUp);
        var (cpu, client, start) = (server.CpuTime, OwnCpu(), Stopwatch.GetTimestamp());
        await Task.Delay(measured);
        var result = new LoadResult(run, Stopwatch.GetElapsedTime(start), server.CpuTime - cpu, OwnCpu() - client, []);
        return result with { Latencies = await working };
    }

    /// <summary>Sends a given number of events, all measured.</summary>
    public static async Task<LoadResult> SendAsync(ServerProcess server, int connections, Func<EventRequest> request, long first, long count)
    {
        var run = new LoadRun(first, first + count, TimeSpan.Zero, TimeSpan.FromHours(1));
        var (cpu, client, start) = (server.CpuTime, OwnCpu(), Stopwatch.GetTimestamp());
        var latencies = await RunAsync(server, connections, request, run);
        return new LoadResult(run, Stopwatch.GetElapsedTime(start), server.CpuTime - cpu, OwnCpu() - client, latencies);
    }

    private static TimeSpan OwnCpu() => Environment.CpuUsage.TotalTime;

    private static async Task<float[]> RunAsync(ServerProcess server, int connections, Func<EventRequest> request, LoadRun run)
    {
        var all = Enumerable.Range(0, connections).Select(_ => new LoadConnection(server.Port, request(), run)).ToList();
        try
        {
            await Task.WhenAll(all.Select(connection => connection.RunAsync()));
            float[] latencies = [.. all.SelectMany(connection => connection.Latencies)];
            Array.Sort(latencies);
            return latencies;
        }
        finally
        {
            all.ForEach(connection => connection.Dispose());
        }
    }
}

/// <param name="ServerCpu">Of all threads of the server in the measured time.</param>
/// <param name="Latencies">Milliseconds from the first byte sent to the last received, ascending.</param>
internal sealed record LoadResult(LoadRun Run, TimeSpan Elapsed, TimeSpan ServerCpu, TimeSpan ClientCpu, float[] Latencies)
{
    public double EventsPerSecond => Run.Events / Elapsed.TotalSeconds;

    public double CpuMicrosPerEvent => ServerCpu.TotalMicroseconds / Math.Max(1, Run.Events);

    public double ClientCpuMicrosPerEvent => ClientCpu.TotalMicroseconds / Math.Max(1, Run.Events);

    public double LatencyAt(double quantile) =>
        Latencies.Length == 0 ? 0 : Latencies[Math.Min(Latencies.Length - 1, (int)(quantile * Latencies.Length))];
}
