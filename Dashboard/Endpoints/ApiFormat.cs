using System.Text.Json;
using Dashboard.Live;

namespace Dashboard.Endpoints;

/// <summary>The form of all JSON the endpoints write, its description at <c>/openapi/v1.json</c>, and HEAD beside GET.</summary>
internal static class ApiFormat
{
    public static void AddApiFormat(this IServiceCollection services)
    {
        services.AddSingleton<IStartupFilter, HeadRequests>();
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            json.SerializerOptions.AddFiniteGuard();
        });
        services.AddOpenApi("v1", options => options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Dashboard";
            document.Info.Version = "1";
            document.Info.Description = "Send predictions and ground truth, read figures and exports. Live figures: docs/live-api.md.";
            document.Servers?.Clear(); // The address it was read from, which may not be the reader's.
            return Task.CompletedTask;
        }));
    }

    public static void MapApiDescription(this IEndpointRouteBuilder routes) => routes.MapOpenApi("/openapi/{documentName}.json");
}
