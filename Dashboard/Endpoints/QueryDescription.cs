using Microsoft.OpenApi;

namespace Dashboard.Endpoints;

/// <summary>What every endpoint of the query API has: strict parameters, a tag of change, and its entry in the OpenAPI document.</summary>
internal static class QueryDescription
{
    /// <param name="parameters">Those its handler reads.</param>
    public static RouteHandlerBuilder Describe(
        this RouteHandlerBuilder endpoint, string name, string summary, string description, IReadOnlyList<QueryParameter> parameters) => endpoint
        .WithQueryProblems()
        .WithChangeTag()
        .WithName(name)
        .WithTags("Queries")
        .WithSummary(summary)
        .WithDescription(description)
        .Produces(StatusCodes.Status304NotModified)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Parameters = [.. operation.Parameters ?? [], .. parameters.Select(OfQuery), Tag];
            foreach (var model in operation.Parameters.OfType<OpenApiParameter>().Where(parameter => parameter.In == ParameterLocation.Path))
            {
                model.Description = "Exact name of the model; a / in it is written %2F.";
            }

            return Task.CompletedTask;
        });

    private static OpenApiParameter Tag => new()
    {
        Name = "If-None-Match", In = ParameterLocation.Header, Description = "ETag of an earlier answer; 304 while it still holds.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    private static OpenApiParameter OfQuery(QueryParameter parameter) => new()
    {
        Name = parameter.Name, In = ParameterLocation.Query, Description = parameter.Description, Schema = new OpenApiSchema { Type = parameter.Type },
    };
}
