using System.Diagnostics;
using System.Globalization;
using Dashboard.Benchmarks.Load;
using Dashboard.Benchmarks.Micro;
using Dashboard.Benchmarks.Scenarios;
using Dashboard.Benchmarks.Servers;

namespace Dashboard.Benchmarks;

/// <summary>The command line: names of scenarios, or <c>all</c> of them, or <c>micro</c> (BenchmarkDotNet). Prints Markdown for docs/benchmarks.md.</summary>
internal static class BenchmarkCommands
{
    private static readonly (string Name, Func<Report, Task> Run)[] Scenarios =
    [
        ("ingest", IngestLoad.RunAsync),
        ("labels", LabelLoad.RunAsync), // Also memory and replay: they want the same five million predictions.
        ("query", QueryCost.RunAsync),
        ("viewers", ViewerCost.RunAsync),
        ("circuits", CircuitCost.RunAsync),
        ("overload", OverloadLoad.RunAsync),
        ("scores", ScoreCost.RunAsync),
    ];

    private static readonly Dictionary<string, string> Aliases = new() { ["memory"] = "labels", ["replay"] = "labels" };

    /// <returns>Exit code: 0, or 64 (EX_USAGE of sysexits.h) for an unknown name.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is [ServerProcess.Verb, .. var rest])
        {
            return await ServerProgram.RunAsync(rest);
        }

        if (args is ["micro", .. var options])
        {
            MicroBenchmarks.Run(options);
            return 0;
        }

        LoadGenerator.PrepareSockets();
        if (args is ["probe", "circuits", var viewers])
        {
            await CircuitCost.ProbeAsync(int.Parse(viewers, CultureInfo.InvariantCulture));
            return 0;
        }

        if (args is ["probe", var batch, var connections])
        {
            await IngestLoad.ProbeAsync(int.Parse(batch, CultureInfo.InvariantCulture), int.Parse(connections, CultureInfo.InvariantCulture));
            return 0;
        }

        var names = args.Select(name => Aliases.GetValueOrDefault(name, name)).ToHashSet();
        var chosen = names.Contains("all") ? Scenarios : [.. Scenarios.Where(s => names.Remove(s.Name))];
        if (chosen.Length == 0 || (names.Count > 0 && !names.Contains("all")))
        {
            Console.Error.WriteLine($"usage: Dashboard.Benchmarks all | micro | {string.Join(" | ", Scenarios.Select(s => s.Name))} | memory | replay | probe BATCH CONNECTIONS | probe circuits VIEWERS");
            return 64;
        }

        var report = new Report(Console.Out);
        report.Machine();
        foreach (var (name, run) in chosen)
        {
            var started = Stopwatch.GetTimestamp();
            await run(report);
            report.Line($"(`{name}` took {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s)");
        }

        return 0;
    }
}
