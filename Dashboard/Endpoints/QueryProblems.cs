using Dashboard.Queries;

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
                return Of(problem);
            }
        });

    internal static ApiProblem Of(QueryException problem) =>
        new(problem.Status, problem.Code, problem.Message) { Parameter = problem.Parameter };
}
