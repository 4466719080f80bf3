using BenchmarkDotNet.Attributes;
using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;

namespace Dashboard.Benchmarks.Micro;

/// <summary>The figures of one cell: adding events, adding up cells, reading a quantile.</summary>
public class CellBenchmarks
{
    private const int Events = 1_000;

    private readonly long[] _latencies;
    private readonly Tally _cell = new();
    private readonly Tally _other = new();
    private readonly ExpSketch _sketch = new(Tally.LatencyScale);

    public CellBenchmarks()
    {
        var random = new Random(1);
        _latencies = [.. Enumerable.Range(0, Events).Select(_ => (long)(20_000 * Math.Exp(random.NextDouble() * 2)))];
        AddPredictions();
        AddLabels();
        UpdateCell();
        _other.Merge(_cell);
        SketchAdd();
    }

    [Benchmark(OperationsPerInvoke = Events)]
    public void AddPredictions()
    {
        foreach (var latency in _latencies)
        {
            _cell.AddPrediction(failed: false, answered: true, latency, Tally.LatencyBucket(latency));
        }
    }

    [Benchmark(OperationsPerInvoke = Events)]
    public void AddLabels()
    {
        for (var i = 0; i < Events; i++)
        {
            _cell.AddLabel(Outcome.FromLabelCode(i & 1), Outcome.FromLabelCode(i % 3 & 1), BinnedScore.None, isRegression: false, sign: 1);
        }
    }

    /// <summary>All that one event changes in a cell: counters and latency by its prediction, the matrix by its ground truth.</summary>
    [Benchmark(OperationsPerInvoke = Events)]
    public void UpdateCell()
    {
        for (var i = 0; i < _latencies.Length; i++)
        {
            var latency = _latencies[i];
            _cell.AddPrediction(failed: false, answered: true, latency, Tally.LatencyBucket(latency));
            _cell.AddLabel(Outcome.FromLabelCode(i & 1), Outcome.FromLabelCode(i % 3 & 1), BinnedScore.None, isRegression: false, sign: 1);
        }
    }

    [Benchmark]
    public void MergeTwoCells() => _cell.Merge(_other);

    [Benchmark(OperationsPerInvoke = Events)]
    public void SketchAdd()
    {
        foreach (var latency in _latencies)
        {
            _sketch.Add(latency / 1_000.0);
        }
    }

    [Benchmark]
    public void SketchMerge() => _sketch.Merge(_other.Latency);

    [Benchmark]
    public double? SketchQuantile() => _sketch.Quantile(0.95);
}
