using Dashboard.Core.Ingestion;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dashboard.Endpoints;

/// <summary>For supervisors and load balancers. They say nothing about the data.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", () => TypedResults.Text("ok"))
            .WithSummary("200 while the process serves requests.").WithTags("Health");
        routes.MapGet("/readyz", Readiness).Produces<ReadinessAnswer>(StatusCodes.Status503ServiceUnavailable)
            .WithSummary("200 when events are accepted, else 503 and how far the start has come.").WithTags("Health");
    }

    private static JsonHttpResult<ReadinessAnswer> Readiness(EventWriter writer)
    {
        var state = writer.State;
        var isReady = state.Phase == WriterPhase.Ready;
        return TypedResults.Json(
            ReadinessAnswer.Of(state), statusCode: isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}

/// <param name="Status">ready, restoring, suspended, stopping, stopped or failed.</param>
/// <param name="Code">Why events are refused now; empty when ready.</param>
/// <param name="Progress">Share of stored events read at start, 0 to 1; 1 once ready.</param>
internal sealed record ReadinessAnswer(string Status, string Code, double Progress)
{
    public static ReadinessAnswer Of(WriterState state) => new(
        state.Phase.ToString().ToLowerInvariant(), state.Code, state.Phase == WriterPhase.Restoring ? state.Progress : 1);
}
