using Dashboard.Queries;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.OpenApi;

namespace Dashboard.Endpoints;

/// <summary>What every endpoint that reads a query string has: its parameters, which are all it takes, and its entry in the OpenAPI document.</summary>
internal static class QueryDescription
{
    private static readonly Dictionary<string, string> OfPath = new(StringComparer.Ordinal)
    {
        ["model"] = "Exact name of the model; a / in it is written %2F.",
        ["id"] = "Id of an evaluation: a UUID.",
    };

    /// <summary>A question about figures: <see cref="Document"/>, and a tag of change.</summary>
    public static RouteHandlerBuilder Describe(
        this RouteHandlerBuilder endpoint, string name, string summary, string description, IReadOnlyList<QueryParameter> parameters) => endpoint
        .Document("Queries", name, summary, description, parameters)
        .WithChangeTag()
        .Produces(StatusCodes.Status304NotModified)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Parameters = [.. operation.Parameters ?? [], Tag];
            return Task.CompletedTask;
        });

    /// <param name="parameters">Those its handler reads; another one is refused before the handler runs.</param>
    public static RouteHandlerBuilder Document(
        this RouteHandlerBuilder endpoint, string tag, string name, string summary, string description, IReadOnlyList<QueryParameter> parameters)
    {
        string[] known = [.. parameters.Select(parameter => parameter.Name)];
        return endpoint
            .WithQueryProblems()
            .AddEndpointFilter((context, next) =>
            {
                var http = context.HttpContext;
                var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
                http.Features.Set(new QueryReader(http.Request.Query, now, known));
                return next(context);
            })
            .WithName(name)
            .WithTags(tag)
            .WithSummary(summary)
            .WithDescription(description)
            .WithParameters(parameters);
    }

    /// <summary>Describes query parameters, and what stands in the path.</summary>
    public static RouteHandlerBuilder WithParameters(this RouteHandlerBuilder endpoint, IReadOnlyList<QueryParameter> parameters) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Parameters = [.. operation.Parameters ?? [], .. parameters.Select(OfQuery)];
            foreach (var part in operation.Parameters.OfType<OpenApiParameter>().Where(parameter => parameter.In == ParameterLocation.Path))
            {
                part.Description = OfPath[part.Name!];
            }

            return Task.CompletedTask;
        });

    /// <summary>The query string of a request to a documented endpoint.</summary>
    public static QueryReader ReadQuery(this HttpContext context) => context.Features.GetRequiredFeature<QueryReader>();

    private static OpenApiParameter Tag => new()
    {
        Name = "If-None-Match", In = ParameterLocation.Header, Description = "ETag of an earlier answer, or a list of them; 304 while one still holds.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    private static OpenApiParameter OfQuery(QueryParameter parameter)
    {
        var one = new OpenApiSchema { Type = parameter.Type };
        return new()
        {
            Name = parameter.Name, In = ParameterLocation.Query, Description = parameter.Description, Required = parameter.IsRequired,
            Schema = parameter.IsRepeated ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = one } : one,
        };
    }
}
