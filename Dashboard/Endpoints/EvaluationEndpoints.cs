using Dashboard.Configuration;
using Dashboard.Core.Evaluations;
using Dashboard.Endpoints.Answers;
using Dashboard.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dashboard.Endpoints;

/// <summary><c>/api/v1/evaluations</c>: files of predictions with their ground truth, and the history of their figures (docs/evaluations.md).</summary>
internal static class EvaluationEndpoints
{
    public const string Path = "/api/v1/evaluations";

    public static void AddEvaluations(this WebApplicationBuilder builder)
    {
        builder.Services.AddOption<EvaluationOptions>(builder.Configuration, "Evaluations");
        builder.Services.AddSingleton<Evaluator>();
        builder.Services.AddSingleton<EvaluationHistory>();
        builder.Services.AddSingleton<RunningEvaluations>();
        builder.Services.AddSingleton<EvaluationGate>();
        builder.Services.AddSingleton<EvaluationDoor>();
    }

    public static void MapEvaluations(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup(Path);
        api.MapPost("", (EvaluationDoor door, HttpContext context) => door.HandleAsync(context)).DescribeUpload();
        Describe(
            api.MapPost("/columns", (Delegate)EvaluationColumns.ReadAsync), "ReadEvaluationColumns", "Which columns a file has and which would be used",
            "From its first 64 KiB (CSV) or its footer (Parquet).", EvaluationQuery.OfColumns).Produces<ColumnsAnswer>();
        Describe(
            api.MapGet("", ListAsync), "ListEvaluations", "Stored evaluations",
            "Newest first, with all their metrics; of one model, or of all.", EvaluationQuery.OfList);
        Describe(
            api.MapGet("/{id}", FindAsync), "GetEvaluation", "One evaluation",
            "With its metrics, classes, matrix, curves, segments and rejected rows.", []);
        Describe(api.MapDelete("/{id}", DeleteAsync), "DeleteEvaluation", "Delete an evaluation", "For good.", []).Produces(StatusCodes.Status204NoContent);
        Describe(
            api.MapGet("/trend", TrendAsync), "GetEvaluationTrend", "One metric over time",
            "With its Theil-Sen slope a day and 95 % interval.", EvaluationQuery.OfTrend);
        Describe(
            api.MapGet("/degradation", DegradationAsync), "GetDegradation", "The classic rule",
            "Is the newest accuracy more than 0.05 below the mean of the previous evaluations, at most nine?", EvaluationQuery.OfDegradation);
        Describe(
            api.MapGet("/compare", CompareAsync), "CompareEvaluations", "Two evaluations metric by metric",
            "Second less first with a 95 % interval. Without first: the model's baseline.", EvaluationQuery.OfComparison);
        var baseline = routes.MapGroup("/api/v1/models/{model}/baseline");
        Describe(
            baseline.MapPut("", PinAsync), "PutBaseline", "Make an evaluation the baseline of its model",
            "It is what others of the model are compared with.", []).Produces(StatusCodes.Status204NoContent);
        Describe(
            baseline.MapDelete("", UnpinAsync), "DeleteBaseline", "Take the model's baseline away",
            "The evaluation stays.", []).Produces(StatusCodes.Status204NoContent);
    }

    private static RouteHandlerBuilder Describe(
        RouteHandlerBuilder endpoint, string name, string summary, string description, IReadOnlyList<QueryParameter> parameters) =>
        endpoint.WithStorageProblems().Document("Evaluations", name, summary, description, parameters);

    private static async Task<Ok<EvaluationsAnswer>> ListAsync(HttpContext context, EvaluationHistory history)
    {
        var query = context.ReadQuery();
        var (limit, after) = (QueryParameter.ReadLimit(query), EvaluationQuery.Id(query, "after"));
        var list = await history.ListAsync(query.Text("model"), context.RequestAborted);
        return TypedResults.Ok(EvaluationsAnswer.Of(list, limit, after));
    }

    private static async Task<Ok<EvaluationAnswer>> FindAsync(string id, HttpContext context, EvaluationHistory history) =>
        TypedResults.Ok(EvaluationAnswer.Of(await history.FindAsync(EvaluationQuery.ParseId("id", id), context.RequestAborted) ?? throw Unknown("id")));

    private static async Task<NoContent> DeleteAsync(string id, HttpContext context, EvaluationHistory history) =>
        await history.DeleteAsync(EvaluationQuery.ParseId("id", id), context.RequestAborted) ? TypedResults.NoContent() : throw Unknown("id");

    private static async Task<Ok<TrendAnswer>> TrendAsync(HttpContext context, EvaluationHistory history, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var query = context.ReadQuery();
        var model = EvaluationQuery.Model(query);
        var days = EvaluationQuery.Days(query);
        var list = await history.ListAsync(model, context.RequestAborted);
        var metric = query.Text("metric") ?? EvaluationTrend.UsualMetric(list.Heads);
        return list.Heads.Count == 0 || list.Heads.Any(head => head.FigureOf(metric) is not null)
            ? TypedResults.Ok(TrendAnswer.Of(EvaluationTrend.Of(model, metric, list.Heads, now.AddDays(-days))))
            : throw QueryReader.Invalid("metric", "No evaluation of this model has such a metric.");
    }

    private static async Task<Ok<DegradationAnswer>> DegradationAsync(HttpContext context, EvaluationHistory history)
    {
        var model = EvaluationQuery.Model(context.ReadQuery());
        var list = await history.ListAsync(model, context.RequestAborted);
        return TypedResults.Ok(DegradationAnswer.Of(model, list.Heads));
    }

    private static async Task<Ok<EvaluationComparisonAnswer>> CompareAsync(HttpContext context, EvaluationHistory history)
    {
        var query = context.ReadQuery();
        var second = EvaluationQuery.Id(query, "second") ?? throw QueryReader.Invalid("second", "Is required.");
        var list = await history.ListAsync(null, context.RequestAborted);
        var newer = list.Heads.FirstOrDefault(head => head.Id == second) ?? throw Unknown("second");
        var first = EvaluationQuery.Id(query, "first") ?? (list.Baselines.TryGetValue(newer.Model, out var pinned) ? pinned : throw NoBaseline(newer.Model));
        var older = list.Heads.FirstOrDefault(head => head.Id == first) ?? throw Unknown("first");
        return TypedResults.Ok(EvaluationComparisonAnswer.Of(EvaluationComparison.Of(older, newer)));
    }

    private static async Task<NoContent> PinAsync(string model, BaselineDocument baseline, HttpContext context, EvaluationHistory history)
    {
        var id = EvaluationQuery.ParseId("evaluation", baseline.Evaluation ?? throw QueryReader.Invalid("evaluation", "Is required."));
        return await history.PinAsync(ModelQuery.Unescaped(model), id, context.RequestAborted)
            ? TypedResults.NoContent()
            : throw Unknown("evaluation", "The model has no such evaluation.");
    }

    private static async Task<NoContent> UnpinAsync(string model, HttpContext context, EvaluationHistory history)
    {
        await history.PinAsync(ModelQuery.Unescaped(model), null, context.RequestAborted);
        return TypedResults.NoContent();
    }

    private static QueryException Unknown(string parameter, string message = "There is no such evaluation.") =>
        new(parameter, "evaluation_unknown", message, StatusCodes.Status404NotFound);

    private static QueryException NoBaseline(string model) => new(
        "first", "baseline_unknown", $"{model} has no baseline: name an evaluation, or set one with PUT /api/v1/models/{{model}}/baseline.",
        StatusCodes.Status404NotFound);
}
