using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Dashboard.Benchmarks.Micro;

/// <summary>
/// What single steps of the path cost, with BenchmarkDotNet: time and allocated bytes per event (or per call where the
/// name says so). Short jobs, in this process: the differences that matter here are larger than their noise.
/// </summary>
internal static class MicroBenchmarks
{
    /// <param name="options">BenchmarkDotNet's own, for example <c>--filter *Block*</c>; none runs everything.</param>
    public static void Run(string[] options) =>
        BenchmarkSwitcher.FromAssembly(typeof(MicroBenchmarks).Assembly).Run(options.Length > 0 ? options : ["--filter", "*"], Config());

    private static ManualConfig Config() => ManualConfig.CreateEmpty()
        .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .HideColumns(Column.Error, Column.Job, Column.Toolchain, Column.IterationCount, Column.LaunchCount, Column.WarmupCount, Column.Gen0, Column.Gen1, Column.Gen2)
        .AddLogger(ConsoleLogger.Default)
        .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "dashboard-benchmarks"))
        .WithOptions(ConfigOptions.JoinSummary);
}
