using Dashboard.Configuration;
using Dashboard.Core.Ingestion;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;

namespace Dashboard.Endpoints;

/// <summary><c>POST /api/v1/events</c>: where predictions and ground truth come in. docs/ingest.md is its contract.</summary>
internal static class EventEndpoints
{
    public const string Path = "/api/v1/events";

    public static void AddEvents(this WebApplicationBuilder builder)
    {
        builder.Services.AddOption<DeclaredModels>(builder.Configuration, "Models");
        builder.Services.AddSingleton(services => new EventParser(
            services.GetRequiredService<ModelCatalog>(),
            services.GetRequiredService<IngestOptions>(),
            services.GetRequiredService<DeclaredModels>(),
            services.GetRequiredService<StorageOptions>().Retention,
            services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<EventDoor>();
    }

    public static void MapEvents(this IEndpointRouteBuilder routes)
    {
        var door = routes.ServiceProvider.GetRequiredService<EventDoor>();
        // A plain request delegate: no model binding, no scope per request on the hot path.
        routes.MapPost(Path, door.HandleAsync).WithMetadata(((Delegate)door.HandleAsync).Method).DescribeEvents();
        // Without it a GET would fall through to the catch-all of the static assets and be 404.
        routes.Map(Path, RefuseMethodAsync);
    }

    private static Task RefuseMethodAsync(HttpContext context)
    {
        context.Response.Headers.Allow = HttpMethods.Post;
        return new ApiProblem(StatusCodes.Status405MethodNotAllowed, "method_not_allowed", "use POST").WriteAsync(context);
    }
}
