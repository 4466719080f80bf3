using Dashboard.Core.Exchange;
using Dashboard.Core.Metrics.Catalogue;
using Dashboard.Core.Predictions;
using Dashboard.Core.Windowing;
using Dashboard.Endpoints.Answers;
using Dashboard.Queries;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.OpenApi;

namespace Dashboard.Endpoints;

/// <summary>The metrics of a window, and the catalogue of them all (docs/query-api.md).</summary>
internal static class MetricEndpoints
{
    private static readonly IReadOnlyList<QueryParameter> Parameters =
    [
        .. QueryParameter.OfWindow,
        new("metrics", "Names with commas between them; default all of the model's kind. GET /api/v1/metrics lists them."),
        QueryParameter.Positive,
        new("threshold", "Adds at_threshold: what answering positive from this score on would have done. Any number, in the unit of the score.", JsonSchemaType.Number),
        new("beta", "How much more recall counts than precision in f_beta, 0.001 to 1000. Default 2.", JsonSchemaType.Number),
        new("tau", "The quantile a regression predicts, for pinball; 0 to 1. Default 0.9.", JsonSchemaType.Number),
        new("latency_limit_ms", "Milliseconds, 0 to 86400000: a prediction that took longer is slow. Default 500.", JsonSchemaType.Number),
        QueryParameter.ZeroDivision,
        new("slo_target", "Share of good requests promised, 0 to 0.999999999. Default 0.999.", JsonSchemaType.Number),
        new("exact", "1 or true: recompute from the stored rows too and show both numbers; at most Export:MaxExactRows predictions. Not together with as_of. Default 0.", JsonSchemaType.Boolean),
    ];

    public static void MapMetrics(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/models/{model}/metrics", ReadAsync).Describe(
            "GetMetrics", "The metrics of a window",
            "Each with its sample size and 95 % interval or the reason why there is none, beside the label coverage, delay and maturity of the window. "
            + "With as_of: from only what had arrived by then. With exact=true: also from the stored rows, to 1e-12 what scikit-learn gives.", Parameters)
            .Produces<MetricsAnswer>()
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .WithStorageProblems();
        routes.MapGet("/api/v1/metrics", List).Describe(
            "ListMetrics", "The catalogue of metrics", "Name, formula, source, unit, when it is undefined and where its interval comes from.", []);
    }

    private static Ok<CatalogueAnswer> List() => TypedResults.Ok(new CatalogueAnswer([.. MetricCatalogue.All.Select(CatalogueRow.Of)]));

    private static async Task<IResult> ReadAsync(
        string model, HttpContext context, ModelCatalog catalog, Projection projection, ExactQuery exactQuery, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var query = context.ReadQuery();
        var asked = ModelQuery.Read(query, catalog, model, now);
        var parameters = ReadParameters(query, asked.Model);
        var threshold = ModelQuery.ReadThreshold(query);
        var isExact = query.Flag("exact");
        var metrics = ReadMetrics(query, asked.Model.OutcomeKind, isExact);
        if (isExact && asked.AsOf is not null)
        {
            throw QueryReader.Invalid("exact", "Rows are not recomputed for a past instant; leave out as_of.");
        }

        if (isExact && !exactQuery.TryEnter(context))
        {
            return CsvResponse.Busy();
        }

        var (figures, sums) = projection.Look(asked.Key, asked.AsOf);
        var exact = isExact ? await exactQuery.ComputeAsync(sums, parameters, context.RequestAborted) : null;
        return TypedResults.Ok(Answer(figures, sums, parameters, metrics, exact) with
        {
            AtThreshold = threshold is { } from ? ThresholdRow.Of(sums, parameters.PositiveLabel, from) : null,
        });
    }

    private static MetricsAnswer Answer(
        Snapshot figures, WindowReading sums, MetricParameters parameters, IReadOnlyList<Metric> metrics, ExactMetrics? exact)
    {
        return new MetricsAnswer(
            WindowAnswer.Of(sums), sums.Tally.Predictions, LabelsAnswer.Of(figures), QualityAnswer.Of(figures, sums),
            PositiveAnswer.Of(sums, parameters.PositiveLabel), [.. sums.Measure(metrics, parameters).Select(Row)],
            exact is null ? null : ExactAnswer.Of(exact, sums.Tally));

        MetricRow Row(MeasuredMetric row) =>
            MetricRow.Of(row, row.Metric.AppliesTo(sums.Model!.OutcomeKind) ? exact?.Of(row.Metric) : null);
    }

    private static IReadOnlyList<Metric> ReadMetrics(QueryReader query, OutcomeKind kind, bool isExact) => query.Text("metrics", 2_000) is not { } names
        ? isExact ? MetricCatalogue.For(kind) : MetricCatalogue.LiveFor(kind)
        : [.. names.Split(',').Select(name => MetricCatalogue.Find(name)
            ?? throw new QueryException("metrics", "metric_unknown", $"There is no metric '{name}'; GET /api/v1/metrics lists them."))];

    private static MetricParameters ReadParameters(QueryReader query, Model model)
    {
        var usual = MetricParameters.Default;
        return usual with
        {
            PositiveLabel = ModelQuery.ReadPositive(query, model),
            Beta = query.Number("beta", 0.001, 1_000) ?? usual.Beta,
            Tau = query.Number("tau", 0, 1) ?? usual.Tau,
            LatencyLimitMs = query.Number("latency_limit_ms", 0, 86_400_000) ?? usual.LatencyLimitMs,
            ZeroDivision = QueryParameter.ReadZeroDivision(query),
            SloTarget = query.Number("slo_target", 0, 0.999_999_999) ?? usual.SloTarget,
        };
    }
}
