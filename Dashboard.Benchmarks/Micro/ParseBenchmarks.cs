using BenchmarkDotNet.Attributes;
using Dashboard.Core.Ingestion;

namespace Dashboard.Benchmarks.Micro;

/// <summary>From the bytes of a request to rows.</summary>
public class ParseBenchmarks
{
    private const int Many = 1_000;

    private readonly SampleEvents _source = new();
    private readonly byte[] _single;
    private readonly byte[] _batch;

    public ParseBenchmarks() => (_single, _batch) = (_source.Body(1), _source.Body(Many));

    [Benchmark]
    public int ParseRequestOfOne() => Parse(_single);

    [Benchmark(OperationsPerInvoke = Many)]
    public int ParseBatch() => Parse(_batch);

    private int Parse(byte[] body)
    {
        using var request = _source.Parser.Parse(body, BodyFormat.Json);
        return request.Events.Count;
    }
}
