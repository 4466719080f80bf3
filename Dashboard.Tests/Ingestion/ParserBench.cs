using System.Text;
using Dashboard.Core.Ingestion;
using Dashboard.Core.Predictions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dashboard.Tests.Ingestion;

/// <summary>A parser with a catalogue of its own and a clock that stands at 2026-11-23T12:00:00Z.</summary>
internal sealed class ParserBench
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public ParserBench(DeclaredModels? declared = null, CatalogLimits? limits = null, IngestOptions? options = null)
    {
        Catalog = new ModelCatalog(limits ?? new CatalogLimits());
        Parser = new EventParser(Catalog, options ?? new IngestOptions(), declared ?? [], TimeSpan.FromDays(30), Time);
    }

    public FakeTimeProvider Time { get; } = new(Now);

    public ModelCatalog Catalog { get; }

    public EventParser Parser { get; }

    public IngestRequest Json(string body, bool strict = false) => Parser.Parse(Encoding.UTF8.GetBytes(body), BodyFormat.Json, strict);

    public IngestRequest Ndjson(string body, bool strict = false) => Parser.Parse(Encoding.UTF8.GetBytes(body), BodyFormat.Ndjson, strict);

    /// <summary>The row of a body that is one valid prediction.</summary>
    public PredictionRow Prediction(string body)
    {
        using var request = Json(body);
        Assert.Empty(request.Issues);
        return Assert.Single(request.Events.Predictions.ToArray());
    }

    /// <summary>The issue of a body that is one invalid event.</summary>
    public EventIssue Issue(string body)
    {
        using var request = Json(body);
        Assert.Equal(0, request.Events.Count);
        return Assert.Single(request.Issues);
    }

    public string Refusal(string body, BodyFormat format = BodyFormat.Json) =>
        Assert.Throws<RequestRefusedException>(() => Parser.Parse(Encoding.UTF8.GetBytes(body), format)).Code;
}
