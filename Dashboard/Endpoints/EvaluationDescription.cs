using Dashboard.Endpoints.Answers;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Dashboard.Endpoints;

/// <summary>What the OpenAPI document says of uploads.</summary>
internal static class EvaluationDescription
{
    private static readonly int[] ProblemStatuses = [400, 409, 413, 415, 422, 429, 503];

    public static void DescribeUpload(this RouteHandlerBuilder endpoint)
    {
        endpoint.Produces<EvaluationAnswer>(StatusCodes.Status201Created);
        foreach (var status in ProblemStatuses)
        {
            endpoint.ProducesProblem(status);
        }

        endpoint.WithName("PostEvaluation").WithTags("Evaluations")
            .WithSummary("Evaluate a file of predictions with ground truth")
            .WithDescription("CSV (also with Content-Encoding: gzip) or Parquet, as the body or as the file of a form whose fields are the parameters; at most 1 GiB, read while it arrives. Rows that cannot be used are listed by line. Rules: docs/evaluations.md.")
            .WithParameters(EvaluationQuery.OfUpload)
            .AddOpenApiOperationTransformer(DescribeAsync);
    }

    private static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        var bytes = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } };
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["text/csv"] = bytes, ["application/vnd.apache.parquet"] = bytes, ["multipart/form-data"] = bytes,
            },
        };
        return Task.CompletedTask;
    }
}
