using Dashboard.Core.Predictions;
using Dashboard.Core.Windowing;
using Dashboard.Endpoints.Answers;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dashboard.Endpoints;

/// <summary>What a model was asked with, beside its baseline (docs/query-api.md).</summary>
internal static class FeatureEndpoints
{
    private static readonly IReadOnlyList<QueryParameter> Parameters =
        [.. QueryParameter.OfWindow.Where(parameter => parameter != QueryParameter.Segment)];

    public static void MapFeatures(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/models/{model}/features", Read).Describe(
            "GetFeatures", "The features of a window beside their baseline",
            "Of each feature how its values are spread in the bins of the baseline, what was missing, of another kind, unseen or outside, with sample sizes "
            + "and intervals. The baseline are the model's first predictions with features. Whether a difference matters is not judged here.", Parameters);

    private static Ok<FeaturesAnswer> Read(string model, HttpContext context, ModelCatalog catalog, Projection projection, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var query = context.ReadQuery();
        var asked = ModelQuery.Read(query, catalog, model, now);
        return TypedResults.Ok(FeaturesAnswer.Of(projection.ReadFeatures(asked.Key, asked.AsOf)));
    }
}
