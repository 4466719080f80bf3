using System.Globalization;
using System.Text;
using Dashboard.Core.Ingestion;
using Dashboard.Core.Predictions;

namespace Dashboard.Benchmarks.Micro;

/// <summary>Predictions of a fraud model, about 280 bytes of JSON each, and the parser that reads them.</summary>
internal sealed class SampleEvents
{
    private static readonly string[] Channels = ["web", "app", "pos"];

    private readonly Random _random = new(1);

    public SampleEvents() => Parser = new EventParser(Catalog, new IngestOptions(), [], TimeSpan.FromDays(30), TimeProvider.System);

    public ModelCatalog Catalog { get; } = new(new CatalogLimits());

    public EventParser Parser { get; }

    /// <summary>A request body: an array of so many events.</summary>
    public byte[] Body(int count) =>
        Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Range(0, count).Select(_ => Event()))}]");

    /// <summary>So many events as the parser hands them on.</summary>
    public EventBatch Batch(int count) => Parser.Parse(Body(count), BodyFormat.Json).Events;

    private string Event()
    {
        var id = new byte[16];
        _random.NextBytes(id);
        return string.Create(
            CultureInfo.InvariantCulture,
            $$$"""
            {"id":"{{{new Guid(id)}}}","model":"fraud","version":"3","timestamp":"{{{Instant():yyyy-MM-dd'T'HH:mm:ss.fff'Z'}}}","prediction":"{{{Label()}}}","score":{{{_random.NextDouble():F4}}},"latency_ms":{{{1 + (_random.NextDouble() * 90):F1}}},"segments":{"country":"DE"},"features":{"amount":{{{_random.NextDouble() * 900:F2}}},"age":{{{_random.Next(18, 98)}}},"distance":{{{_random.NextDouble() * 900:F1}}},"channel":"{{{Channels[_random.Next(3)]}}}","device":"mobile"}}
            """);
    }

    private DateTimeOffset Instant() => TimeProvider.System.GetUtcNow().AddSeconds(-_random.Next(60));

    private string Label() => _random.Next(10) == 0 ? "fraud" : "legit";
}
