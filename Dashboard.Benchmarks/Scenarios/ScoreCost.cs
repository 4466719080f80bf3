using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Dashboard.Core.Metrics;

namespace Dashboard.Benchmarks.Scenarios;

/// <summary>
/// The binary metrics of a million scored rows, computed exactly, beside scikit-learn on the same rows in the same run; and
/// what a cube of scores costs.
/// </summary>
internal static class ScoreCost
{
    private const int Rows = 1_000_000;
    private const int Runs = 10;
    private const int ShortRuns = 300; // Enough for the compiler's last word on them.
    private const double Bar = 20; // Times faster than scikit-learn.

    public static async Task RunAsync(Report report)
    {
        var random = new Random(20250101);
        bool[] truth = [.. Enumerable.Range(0, Rows).Select(_ => random.NextDouble() < 0.35)];
        double[] scores = [.. truth.Select(t => 1 / (1 + Math.Exp(-Normal(random) - (t ? 1.4 : 0) + 1)))];
        bool[] predicted = [.. scores.Select(s => s >= 0.5)];

        report.Title("Scores");
        report.Header("what", "cost");
        var (seconds, figures, allocated) = Exact(scores, truth, predicted);
        report.Row($"exact binary set, {Rows:N0} rows, fastest of {Runs}", $"{seconds * 1_000:F1} ms, {allocated:N0} B allocated");
        Cubes(report, scores, truth, predicted);
        await CompareAsync(report, seconds, figures, scores, truth, predicted);
    }

    private static (double Seconds, Dictionary<string, double> Figures, long Allocated) Exact(double[] scores, bool[] truth, bool[] predicted)
    {
        var best = double.MaxValue;
        long allocated = 0;
        var (figures, counts) = (default(ExactBinaryFigures), default(ThresholdCounts));
        for (var run = 0; run < Runs; run++)
        {
            var (before, start) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
            figures = ExactBinary.Compute(scores, truth);
            counts = ExactBinary.Confusion(truth, predicted);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        return (best, new()
        {
            ["roc_auc"] = figures.RocAuc.Value!.Value, ["average_precision"] = figures.AveragePrecision.Value!.Value,
            ["log_loss"] = figures.LogLoss.Value!.Value, ["brier"] = figures.Brier.Value!.Value, ["ece"] = figures.ExpectedError.Value!.Value,
            ["precision"] = counts.Precision.Value!.Value, ["recall"] = counts.Recall.Value!.Value, ["f1"] = counts.F1.Value!.Value,
        }, allocated);
    }

    private static void Cubes(Report report, double[] scores, bool[] truth, bool[] predicted)
    {
        foreach (var events in (ReadOnlySpan<int>)[1_000, Rows])
        {
            var cube = Fill(new ScoreCube(), events);
            using var bytes = new MemoryStream();
            cube.Write(new BinaryWriter(bytes));
            report.Row($"cube of {events:N0} labelled events: {cube.BinCount} bins", $"{bytes.Length:N0} B written");

            var window = new ScoreCube();
            window.Merge(cube);
            report.Row("- merged into a window", $"{Fastest(ShortRuns, () => window.Merge(cube)) * 1e6:F1} us");
            report.Row("- ROC AUC with certificate and interval", $"{Fastest(ShortRuns, () => RankingMetrics.RocAuc(cube.ReadBinary(1))) * 1e6:F0} us");
            report.Row("- average precision with 400 draws", $"{Fastest(ShortRuns, () => RankingMetrics.AveragePrecision(cube.ReadBinary(1))) * 1e3:F1} ms");
        }

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var kept = Enumerable.Range(0, 100).Select(_ => Fill(new ScoreCube(), 1_000)).ToArray();
        report.Row("cube of 1,000 labelled events in memory", $"{(GC.GetTotalMemory(forceFullCollection: true) - before) / kept.Length:N0} B");
        GC.KeepAlive(kept);

        var steady = Fill(new ScoreCube(), Rows);
        report.Row("adding a labelled event to a cube", $"{Fastest(Runs, () => Fill(steady, Rows)) / Rows * 1e9:F0} ns");

        ScoreCube Fill(ScoreCube cube, int events)
        {
            for (var i = 0; i < events; i++)
            {
                cube.Add(scores[i], predicted[i] ? 1 : 0, truth[i] ? 1 : 0, 1);
            }

            return cube;
        }
    }

    private static async Task CompareAsync(
        Report report, double seconds, Dictionary<string, double> figures, double[] scores, bool[] truth, bool[] predicted)
    {
        var file = Path.GetTempFileName();
        try
        {
            await using (var stream = File.Create(file))
            {
                stream.Write(BitConverter.GetBytes((long)scores.Length));
                stream.Write(MemoryMarshal.AsBytes(scores.AsSpan()));
                stream.Write(MemoryMarshal.AsBytes(truth.AsSpan()));
                stream.Write(MemoryMarshal.AsBytes(predicted.AsSpan()));
            }

            if (await ScikitLearnAsync(file) is not { } theirs)
            {
                report.Line("scikit-learn was not found (`apt-get install python3-sklearn`): no comparison.");
                return;
            }

            var their = theirs.GetProperty("seconds").GetDouble();
            var difference = figures.Max(f => Math.Abs(f.Value - theirs.GetProperty("figures").GetProperty(f.Key).GetDouble()));
            report.Row("scikit-learn on the same rows, fastest of 3", $"{their * 1_000:F0} ms; largest difference of the {figures.Count} figures {difference:E1}");
            report.BarHeader();
            report.Bar("times faster than scikit-learn", their / seconds, "x", Bar, atLeast: true);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Null when no Python with scikit-learn answers.</summary>
    private static async Task<JsonElement?> ScikitLearnAsync(string file)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Scenarios", "score_metrics.py");
        foreach (var python in (string[])["python3", "/usr/bin/python3"])
        {
            var start = new ProcessStartInfo(python, [script, file]) { RedirectStandardOutput = true, RedirectStandardError = true };
            using var process = Process.Start(start)!;
            _ = process.StandardError.ReadToEndAsync();
            var answer = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            if (process.ExitCode == 0)
            {
                return JsonDocument.Parse(answer).RootElement;
            }
        }

        return null;
    }

    private static double Fastest(int runs, Action step)
    {
        var best = double.MaxValue;
        for (var run = 0; run < runs; run++)
        {
            var start = Stopwatch.GetTimestamp();
            step();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return best;
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
