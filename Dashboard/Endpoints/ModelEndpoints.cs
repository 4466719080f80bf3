using Dashboard.Core.Predictions;
using Dashboard.Core.Windowing;
using Dashboard.Endpoints.Answers;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dashboard.Endpoints;

/// <summary><c>GET /api/v1/models</c> and one of them (docs/query-api.md).</summary>
internal static class ModelEndpoints
{
    private static readonly IReadOnlyList<QueryParameter> OfList =
    [
        QueryParameter.Window, QueryParameter.From, QueryParameter.To,
        QueryParameter.Limit, QueryParameter.After,
    ];

    private static readonly IReadOnlyList<QueryParameter> OfModel = [QueryParameter.Window, QueryParameter.From, QueryParameter.To];

    public static void MapModels(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/models", List).Describe(
            "ListModels", "The models that have sent events",
            "By name, each with its traffic and quality over one window (default the last hour).", OfList);
        routes.MapGet("/api/v1/models/{model}", ReadModel).Describe(
            "GetModel", "Versions, labels, segments and label delay of a model",
            "Traffic shares and coverage are of one window (default the last hour). Limits that were reached are counted.", OfModel);
    }

    private static Ok<ModelsAnswer> List(HttpContext context, ModelCatalog catalog, Projection projection, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var query = context.ReadQuery();
        var range = ModelQuery.ReadWindow(query, now);
        var limit = QueryParameter.ReadLimit(query);
        var after = query.Text("after");
        var models = catalog.Models.Where(model => after is null || string.CompareOrdinal(model.Name, after) > 0).Take(limit + 1).ToList();
        var rows = models.Take(limit)
            .Select(model => ModelRow.Of(projection.Read(new SnapshotKey(model.Name, null, range)), projection.Sights(model)));
        return TypedResults.Ok(new ModelsAnswer([.. rows], models.Count > limit ? models[limit - 1].Name : null));
    }

    private static Ok<ModelAnswer> ReadModel(string model, HttpContext context, ModelCatalog catalog, Projection projection, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var query = context.ReadQuery();
        var known = ModelQuery.FindModel(catalog, model);
        var (figures, sums) = projection.Look(new SnapshotKey(known.Name, null, ModelQuery.ReadWindow(query, now)));
        return TypedResults.Ok(ModelAnswer.Of(figures, sums, projection.Sights(known), catalog.Limits));
    }
}
