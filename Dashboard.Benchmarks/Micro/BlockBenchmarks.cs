using BenchmarkDotNet.Attributes;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage.LiteDb;
using Dashboard.Core.Storage.LiteDb.Blocks;

namespace Dashboard.Benchmarks.Micro;

/// <summary>Full blocks of events: packing at commit and merging, unpacking at start (core columns) and for export (all).</summary>
public class BlockBenchmarks : IDisposable
{
    private readonly EventBatch _events;
    private readonly EventBlockEncoder _encoder;
    private readonly EventBlockDecoder _decoder;
    private readonly EventBlock _block;

    public BlockBenchmarks()
    {
        var source = new SampleEvents();
        _events = source.Batch(LiteDbEventStore.FullBlock);
        _encoder = new EventBlockEncoder(source.Catalog);
        _decoder = new EventBlockDecoder(source.Catalog);
        _block = Encode();
    }

    [Benchmark(OperationsPerInvoke = LiteDbEventStore.FullBlock)]
    public long EncodeBlock() => Encode().Head.Bytes;

    [Benchmark(OperationsPerInvoke = LiteDbEventStore.FullBlock)]
    public int DecodeCore() => Decode(withRest: false);

    [Benchmark(OperationsPerInvoke = LiteDbEventStore.FullBlock)]
    public int DecodeAll() => Decode(withRest: true);

    public void Dispose()
    {
        _events.Dispose();
        _encoder.Dispose();
        _decoder.Dispose();
    }

    private EventBlock Encode() => _encoder.Encode(_events, 1, LiteDbEventStore.FullBlock, [], isRecent: false);

    private int Decode(bool withRest)
    {
        using var run = _decoder.Decode(_block, withRest);
        return run.Events.Count;
    }
}
