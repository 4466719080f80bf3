using BenchmarkDotNet.Attributes;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;
using Dashboard.Core.Windowing;

namespace Dashboard.Benchmarks.Micro;

/// <summary>Joining and counting committed events: duplicate check, index of open predictions, four cells each.</summary>
public class ProjectionBenchmarks : IDisposable
{
    private const int Events = 1_000;

    /// <summary>Full soon, so that every further prediction makes the oldest one forgotten.</summary>
    private const int OpenPredictions = 100_000;

    private readonly Projection _projection;
    private readonly EventBatch _predictions;
    private readonly EventBatch _truths = new();
    private ulong _key;
    private long _sequence = 1;

    public ProjectionBenchmarks()
    {
        var source = new SampleEvents();
        _projection = new Projection(source.Catalog, new StorageOptions { MaxOpenPredictions = OpenPredictions }, TimeProvider.System);
        _predictions = source.Batch(Events);
        foreach (ref readonly var row in _predictions.Predictions)
        {
            _truths.Add(new GroundTruthRow { Model = row.Version.Model, EventTicks = row.EventTicks, ReceivedTicks = row.ReceivedTicks, Truth = row.Predicted });
        }
    }

    [Benchmark(OperationsPerInvoke = Events)]
    public void AdmitAndProjectPredictions()
    {
        foreach (ref var row in _predictions.Predictions)
        {
            row.Key = ++_key;
            _projection.Admit(_predictions, row);
        }

        Project(_predictions);
    }

    [Benchmark(OperationsPerInvoke = 2 * Events)]
    public void AdmitAndProjectPredictionsThenLabels()
    {
        var key = _key;
        AdmitAndProjectPredictions();
        foreach (ref var row in _truths.GroundTruths)
        {
            row.Key = ++key;
            _projection.Admit(row);
        }

        Project(_truths);
    }

    public void Dispose()
    {
        _predictions.Dispose();
        _truths.Dispose();
    }

    private void Project(EventBatch batch)
    {
        _projection.Project(batch, _sequence);
        _sequence += batch.Count;
    }
}
