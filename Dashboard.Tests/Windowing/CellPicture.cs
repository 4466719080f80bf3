using Dashboard.Core.LateLabels;
using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;
using Dashboard.Core.Windowing;

namespace Dashboard.Tests.Windowing;

/// <summary>All that a cell holds but how it came to it: whole numbers as one text, sums of doubles apart.</summary>
internal sealed record CellPicture(string Counts, double[] Sums)
{
    public static CellPicture Of(Cell cell)
    {
        var arrived = new ArrivedTally();
        cell.Layers?.AddAll(arrived);
        var (tally, rungs) = (cell.Tally, Enumerable.Range(0, DelayRungs.Count + 1).Select(rung => cell.Delays[rung]).ToList());
        string[] parts =
        [
            Told(tally.Predictions, tally.Failed, tally.Answered, tally.Labelled, tally.Correct, tally.LateArrivals, tally.LatencyMicros),
            Told(arrived.Predictions, arrived.Failed, arrived.Answered, arrived.Labelled, arrived.Correct),
            Told(tally.Regression?.TooLarge ?? 0, tally.Regression?.Count ?? 0, arrived.Regression?.Count ?? 0),
            Matrix(tally.Matrix), Matrix(arrived.Matrix), Sketch(tally.Latency), Sketch(tally.Delay),
            string.Join(' ', tally.Regression?.Errors.Buckets ?? []),
            string.Join(' ', tally.Scores?.ReadConfidence().Bins.ToArray() ?? []), string.Join(' ', tally.Scores?.ReadBinary(1).Bins.ToArray() ?? []),
            string.Join(' ', rungs.Select(sums => $"{sums.Labelled}/{sums.Correct}")),
        ];
        return new(
            string.Join('\n', parts),
            [.. rungs.SelectMany(sums => new[] { sums.Loss, sums.SquaredLoss }), .. SumsOf(tally.Regression), .. SumsOf(arrived.Regression)]);
    }

    private static string Told(params long[] counts) => string.Join(' ', counts);

    private static string Matrix(ConfusionCounts? matrix) =>
        string.Join(' ', (matrix?.Pairs ?? []).Where(pair => pair.Count != 0).OrderBy(pair => (pair.Truth, pair.Predicted)));

    private static string Sketch(ExpSketch? sketch) => sketch is null || sketch.Count == 0 ? ""
        : $"{sketch.Count} {sketch.ZeroCount}: " + string.Join(' ', Enumerable.Range(-100, 500).Where(bucket => sketch[bucket] != 0).Select(bucket => $"{bucket}={sketch[bucket]}"));

    private static double[] SumsOf(RegressionSums? sums) => sums is null || sums.Count == 0
        ? [0, 0, 0, 0]
        : [sums.Moments.Truth.Mean, sums.Moments.SquaredError.Mean, sums.Moments.AbsoluteError.Mean, sums.Moments.Truth.Variance];
}
