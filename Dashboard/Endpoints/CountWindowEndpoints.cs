using Dashboard.Core.Predictions;
using Dashboard.Core.Windowing;
using Dashboard.Endpoints.Answers;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dashboard.Endpoints;

/// <summary>The labels and latencies that came last, whatever time they took (docs/query-api.md).</summary>
internal static class CountWindowEndpoints
{
    private static readonly IReadOnlyList<QueryParameter> Parameters = [QueryParameter.Version, QueryParameter.Segment];

    public static void MapCountWindows(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/models/{model}/count-windows", Read).Describe(
            "GetCountWindows", "The windows by number of labels, in order of arrival",
            "Accuracy or mean absolute error of the last 50, 100 and 1,000 labelled predictions (of segments 50 and 100), published from 100 on, with the delay "
            + "of these labels and the label coverage of all predictions of their time; and the mean latency of the last 100 and 1,000 predictions.", Parameters);

    private static Ok<CountWindowsAnswer> Read(string model, HttpContext context, ModelCatalog catalog, Projection projection)
    {
        var query = context.ReadQuery();
        var known = ModelQuery.FindModel(catalog, model);
        return TypedResults.Ok(CountWindowsAnswer.Of(
            projection.ReadCountWindows(known.Name, ModelQuery.ReadVersion(query, known), ModelQuery.ReadSegment(query, known))));
    }
}
