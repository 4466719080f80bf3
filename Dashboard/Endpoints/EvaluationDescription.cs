using Dashboard.Core.Evaluations;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Dashboard.Endpoints;

/// <summary>What the OpenAPI document says of uploads.</summary>
internal static class EvaluationDescription
{
    private static readonly int[] ProblemStatuses = [400, 409, 413, 415, 422, 429, 503];

    private static readonly (string Name, string Text)[] Parameters =
    [
        ("model", "Required; 1 to 100 characters"),
        ("name", "Of the evaluation; default: its instant"),
        ("version", "Of the model; default: the only value of the version column"),
        ("kind", "classification or regression; default: recognised from the first 10,000 rows"),
        ("positive", "The label precision, recall and score are about; default: 1, true, yes, or the later of two"),
        ("upload", "A UUID of the sender's choice, by which the page shows the progress"),
        ("prediction", "Column; default: recognised by its name, as all columns"),
        ("ground_truth", "Column"),
        ("score", "Column with the score or probability of the positive label"),
        ("class_scores", "Prefix of columns with a probability by class, 0 to 1"),
        ("id", "Column shown beside rejected rows"),
        ("timestamp", "Column with instants; without offset they are UTC"),
        ("version_column", "Column with the version of each row"),
        ("segment", "Column; may be given up to 8 times"),
    ];

    public static void DescribeUpload(this RouteHandlerBuilder endpoint)
    {
        endpoint.Produces<Evaluation>(StatusCodes.Status201Created);
        foreach (var status in ProblemStatuses)
        {
            endpoint.ProducesProblem(status);
        }

        endpoint.WithName("PostEvaluation")
            .WithSummary("Evaluate a file of predictions with ground truth")
            .WithDescription("CSV (also with Content-Encoding: gzip) or Parquet, as the body or as the file of a form whose fields are the parameters; at most 1 GiB, read while it arrives. Rows that cannot be used are listed by line. Rules: docs/evaluations.md.")
            .AddOpenApiOperationTransformer(DescribeAsync);
    }

    private static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        operation.Parameters =
        [
            .. Parameters.Select(parameter => new OpenApiParameter
            {
                Name = parameter.Name, In = ParameterLocation.Query, Description = parameter.Text, Required = parameter.Name == "model",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            }),
        ];
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
