using Dashboard.Core.Metrics.Catalogue;
using Dashboard.Core.Predictions;
using Dashboard.Core.Windowing;
using Dashboard.Endpoints.Answers;
using Dashboard.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dashboard.Endpoints;

/// <summary>What a window looks like beyond single numbers: over time, by class, by threshold (docs/query-api.md).</summary>
internal static class CurveEndpoints
{
    private static readonly IReadOnlyList<QueryParameter> OfMatrix =
        [.. QueryParameter.OfWindow, new("normalise", "Shares beside the counts: none, truth (of each row), prediction (of each column) or all. Default none.")];

    private static readonly IReadOnlyList<QueryParameter> OfCurves = [.. QueryParameter.OfWindow, QueryParameter.Positive, QueryParameter.Threshold];

    public static void MapCurves(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/models/{model}/series", ReadSeries).Describe(
            "GetSeries", "Quality and latency over time",
            "Rolling figures, and the outlook: quality as it was estimated without labels and as it was believed when each point ended.", QueryParameter.OfWindow);
        routes.MapGet("/api/v1/models/{model}/confusion-matrix", ReadMatrix).Describe(
            "GetConfusionMatrix", "The confusion matrix and the figures of each class",
            "Counts of labelled predictions by ground truth and prediction; precision, recall and F1 of each class with n and interval.", OfMatrix);
        routes.MapGet("/api/v1/models/{model}/curves", ReadCurves).Describe(
            "GetCurves", "ROC, precision and recall, reliability, thresholds",
            "From bins of scores. With as_of only when no label of the range came since; otherwise the reason.", OfCurves);
    }

    private static Ok<SeriesAnswer> ReadSeries(string model, HttpContext context, ModelCatalog catalog, Projection projection, TimeProvider time)
    {
        var (_, asked) = Read(model, context, catalog, time);
        var (figures, sums) = projection.Look(asked.Key, asked.AsOf);
        return TypedResults.Ok(SeriesAnswer.Of(figures, sums));
    }

    private static Ok<ConfusionAnswer> ReadMatrix(string model, HttpContext context, ModelCatalog catalog, Projection projection, TimeProvider time)
    {
        var (query, asked) = Read(model, context, catalog, time);
        MatrixDivisor? divisor = query.Choice("normalise", "none", "truth", "prediction", "all") switch
        {
            "truth" => MatrixDivisor.Truth,
            "prediction" => MatrixDivisor.Prediction,
            "all" => MatrixDivisor.All,
            _ => null,
        };
        return asked.Model.IsRegression
            ? throw new QueryException("model", "kind_unfit", "A model that predicts numbers has no confusion matrix.")
            : TypedResults.Ok(ConfusionAnswer.Of(projection.Read(asked.Key, asked.AsOf), divisor));
    }

    private static Ok<CurvesAnswer> ReadCurves(string model, HttpContext context, ModelCatalog catalog, Projection projection, TimeProvider time)
    {
        var (query, asked) = Read(model, context, catalog, time);
        var positive = ModelQuery.ReadPositive(query, asked.Model);
        var threshold = ModelQuery.ReadThreshold(query) ?? MetricParameters.Default.Threshold;
        return TypedResults.Ok(CurvesAnswer.Of(projection.Read(asked.Key, asked.AsOf), positive, threshold));
    }

    private static (QueryReader Query, ModelQuery Asked) Read(string model, HttpContext context, ModelCatalog catalog, TimeProvider time)
    {
        var query = context.ReadQuery();
        return (query, ModelQuery.Read(query, catalog, model, time.GetUtcNow()));
    }
}
