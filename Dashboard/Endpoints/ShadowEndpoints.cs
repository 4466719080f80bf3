using Dashboard.Core.Exchange;
using Dashboard.Core.Ingestion;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;
using Dashboard.Endpoints.Answers;
using Dashboard.Live;
using Dashboard.Queries;

namespace Dashboard.Endpoints;

/// <summary>Two models that answer the same predictions, one of them in the shadow (docs/query-api.md).</summary>
internal static class ShadowEndpoints
{
    private static readonly IReadOnlyList<QueryParameter> Parameters =
    [
        new("shadow", "Exact name of the other model, which answers the same ids.") { IsRequired = true },
        QueryParameter.Window, QueryParameter.From, QueryParameter.To, QueryParameter.Version,
        new("shadow_version", "One version of the other model; default all together."),
        QueryParameter.Delta,
    ];

    public static void MapShadow(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/models/{model}/shadow", ReadAsync).Describe(
            "CompareShadow", "Two models on the ids that both answered",
            "Read from the stored rows: the difference in accuracy (or mean absolute error) of the same predictions with its interval, McNemar's exact p for one look, "
            + "and a verdict that holds at every look. Ground truth of either model will do. At most Export:MaxExactRows predictions of both together.", Parameters)
            .Produces<ShadowAnswer>()
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .WithStorageProblems();

    private static async Task<IResult> ReadAsync(
        string model, HttpContext context, ModelCatalog catalog, StorageSession storage, ExportGate gate, ExportOptions export, IngestOptions ingest, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var query = context.ReadQuery();
        var asked = Read(query, catalog, ModelQuery.FindModel(catalog, model), now, ingest.MaxAhead);
        if (!gate.TryEnter(context))
        {
            return CsvResponse.Busy();
        }

        try
        {
            var reading = await new ShadowTraffic(storage.Require().Events, asked, catalog.FieldNames, export.MaxExactRows).ReadAsync(context.RequestAborted);
            return TypedResults.Ok(ShadowAnswer.Of(reading, now));
        }
        catch (TooManyRowsException tooMany)
        {
            throw new QueryException("window", "too_many_rows", tooMany.Message, StatusCodes.Status422UnprocessableEntity);
        }
    }

    private static ShadowQuery Read(QueryReader query, ModelCatalog catalog, Model model, DateTimeOffset now, TimeSpan ahead)
    {
        var shadow = ModelQuery.FindModel(catalog, query.Text("shadow") ?? throw QueryReader.Invalid("shadow", "Is required."), "shadow");
        if (shadow == model)
        {
            throw QueryReader.Invalid("shadow", "Must be another model: an id belongs to one prediction of a model.");
        }

        var (from, to) = ModelQuery.ReadWindow(query, now).At(now);
        var other = query.Text("shadow_version") is { } version ? ModelQuery.FindVersion(shadow, "shadow_version", version) : null;
        var asked = new ShadowQuery(model, ModelQuery.ReadVersion(query, model), shadow, other, from, to, ahead)
        {
            Delta = query.Positive("delta"),
        };
        return asked.IsFit ? asked : throw new QueryException(
            "shadow", "kinds_differ", $"{model.Name} is {ModelKind.Of(model.OutcomeKind)}, {shadow.Name} is {ModelKind.Of(shadow.OutcomeKind)}: they cannot be compared.",
            StatusCodes.Status422UnprocessableEntity);
    }
}
