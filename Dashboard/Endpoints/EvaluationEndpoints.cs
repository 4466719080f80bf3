using Dashboard.Configuration;
using Dashboard.Core.Evaluations;
using Dashboard.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dashboard.Endpoints;

/// <summary><c>/api/v1/evaluations</c>: files of predictions with their ground truth, and the history of their figures (docs/evaluations.md).</summary>
internal static class EvaluationEndpoints
{
    public const string Path = "/api/v1/evaluations";

    private const int MostListed = 1_000;
    private const int LongestTrend = 3_650;

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
        var api = routes.MapGroup(Path).WithTags("Evaluations");
        api.MapPost("", (EvaluationDoor door, HttpContext context) => door.HandleAsync(context)).DescribeUpload();
        api.MapPost("/columns", EvaluationColumns.ReadAsync).WithStorageProblems()
            .WithSummary("Which columns a file has and which would be used, from its first 64 KiB (CSV) or its footer (Parquet).")
            .Produces<ColumnsAnswer>();
        api.MapGet("", ListAsync).WithStorageProblems()
            .WithSummary("Stored evaluations, newest first, with all their metrics; of one model, or of all.");
        api.MapGet("/{id:guid}", FindAsync).WithStorageProblems()
            .WithSummary("One evaluation with its classes, matrix, curves, segments and rejected rows.");
        api.MapDelete("/{id:guid}", DeleteAsync).WithStorageProblems().WithSummary("Deletes an evaluation for good.");
        api.MapGet("/trend", TrendAsync).WithStorageProblems()
            .WithSummary("One metric over the last days (1 to 3650, default 30), with its Theil-Sen slope a day and 95 % interval.");
        api.MapGet("/degradation", DegradationAsync).WithStorageProblems()
            .WithSummary("The classic rule: is the newest accuracy more than 0.05 below the mean of the previous evaluations, at most nine?");
        api.MapGet("/compare", CompareAsync).WithStorageProblems()
            .WithSummary("Two evaluations metric by metric: second minus first with a 95 % interval. Without first: the model's baseline.");
        var baseline = routes.MapGroup("/api/v1/models/{model}/baseline").WithTags("Evaluations");
        baseline.MapPut("", PinAsync).WithStorageProblems().WithSummary("Makes an evaluation what others of its model are compared with.");
        baseline.MapDelete("", UnpinAsync).WithStorageProblems().WithSummary("Takes the model's baseline away; the evaluation stays.");
    }

    private static async Task<Ok<EvaluationsAnswer>> ListAsync(HttpContext context, EvaluationHistory history, TimeProvider time)
    {
        var query = new QueryReader(context.Request.Query, time.GetUtcNow(), "model", "limit");
        var list = await history.ListAsync(query.Text("model"), context.RequestAborted);
        var limit = query.Count("limit", 1, MostListed, usual: 100);
        return TypedResults.Ok(new EvaluationsAnswer([.. list.Heads.Reverse().Take(limit)], list.Heads.Count, list.Baselines, list.Damaged, list.Dropped));
    }

    private static async Task<Results<Ok<Evaluation>, ApiProblem>> FindAsync(Guid id, HttpContext context, EvaluationHistory history) =>
        await history.FindAsync(id, context.RequestAborted) is { } evaluation ? TypedResults.Ok(evaluation) : Unknown();

    private static async Task<IResult> DeleteAsync(Guid id, HttpContext context, EvaluationHistory history) =>
        await history.DeleteAsync(id, context.RequestAborted) ? TypedResults.NoContent() : Unknown();

    private static async Task<Ok<EvaluationTrend>> TrendAsync(HttpContext context, EvaluationHistory history, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var query = new QueryReader(context.Request.Query, now, "model", "days", "metric");
        var model = EvaluationQuery.Model(query);
        var days = query.Count("days", 1, LongestTrend, usual: 30);
        var list = await history.ListAsync(model, context.RequestAborted);
        var metric = query.Text("metric") ?? EvaluationTrend.UsualMetric(list.Heads);
        return list.Heads.Count == 0 || list.Heads.Any(head => head.FigureOf(metric) is not null)
            ? TypedResults.Ok(EvaluationTrend.Of(model, metric, list.Heads, now.AddDays(-days)))
            : throw QueryReader.Invalid("metric", "No evaluation of this model has such a metric.");
    }

    private static async Task<Ok<DegradationAnswer>> DegradationAsync(HttpContext context, EvaluationHistory history, TimeProvider time)
    {
        var model = EvaluationQuery.Model(new QueryReader(context.Request.Query, time.GetUtcNow(), "model"));
        var list = await history.ListAsync(model, context.RequestAborted);
        return TypedResults.Ok(DegradationAnswer.Of(model, list.Heads));
    }

    private static async Task<Results<Ok<EvaluationComparison>, ApiProblem>> CompareAsync(HttpContext context, EvaluationHistory history, TimeProvider time)
    {
        var query = new QueryReader(context.Request.Query, time.GetUtcNow(), "first", "second");
        var second = EvaluationQuery.Id(query, "second") ?? throw QueryReader.Invalid("second", "Is required.");
        var list = await history.ListAsync(null, context.RequestAborted);
        var newer = list.Heads.FirstOrDefault(head => head.Id == second);
        var first = EvaluationQuery.Id(query, "first") ?? (newer is not null && list.Baselines.TryGetValue(newer.Model, out var pinned) ? pinned : null);
        var older = list.Heads.FirstOrDefault(head => head.Id == first);
        return newer is null || older is null ? Unknown() : TypedResults.Ok(EvaluationComparison.Of(older, newer));
    }

    private static async Task<IResult> PinAsync(string model, BaselineDocument baseline, HttpContext context, EvaluationHistory history) =>
        await history.PinAsync(model, baseline.Evaluation, context.RequestAborted) ? TypedResults.NoContent() : Unknown();

    private static async Task<IResult> UnpinAsync(string model, HttpContext context, EvaluationHistory history)
    {
        await history.PinAsync(model, null, context.RequestAborted);
        return TypedResults.NoContent();
    }

    private static ApiProblem Unknown() => new(StatusCodes.Status404NotFound, "evaluation_unknown", "There is no such evaluation.");
}
