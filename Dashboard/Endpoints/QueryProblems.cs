using Microsoft.AspNetCore.Http.HttpResults;

namespace Dashboard.Endpoints;

/// <summary>Answers <see cref="QueryException"/>s of an endpoint.</summary>
public static class QueryProblems
{
    public static RouteHandlerBuilder WithQueryProblems(this RouteHandlerBuilder endpoint) => endpoint
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .AddEndpointFilter(async (context, next) =>
        {
            try
            {
                return await next(context);
            }
            catch (QueryException problem)
            {
                return ToProblem(problem);
            }
        });

    private static ProblemHttpResult ToProblem(QueryException problem) => TypedResults.Problem(
        problem.Message,
        statusCode: problem.Status,
        extensions: new Dictionary<string, object?> { ["code"] = problem.Code, ["parameter"] = problem.Parameter });
}
