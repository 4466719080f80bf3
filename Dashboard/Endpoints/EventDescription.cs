using System.ComponentModel;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Dashboard.Endpoints;

/// <summary>What the OpenAPI document says of the event endpoint. Its schemas are read from the records below.</summary>
internal static class EventDescription
{
    private static readonly JsonNode Example = JsonNode.Parse("""
        {"id":"tx-1","model":"fraud","version":"2","timestamp":"2026-11-23T09:30:00.123Z","prediction":"legit","score":0.08,"latency_ms":12.5,
         "segments":{"country":"DE"},"features":{"amount":42.5,"new_customer":false}}
        """)!;

    private static readonly int[] ProblemStatuses = [400, 408, 409, 413, 415, 422, 429, 503];

    public static void DescribeEvents(this IEndpointConventionBuilder endpoint) => endpoint
        .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status202Accepted, typeof(EventReplyDocument), ["application/json"]))
        .WithMetadata([.. ProblemStatuses.Select(status => new ProducesResponseTypeMetadata(status, typeof(ProblemDetails), ["application/problem+json"]))])
        .WithName("PostEvents")
        .WithTags("Events")
        .WithSummary("Send predictions and ground truth")
        .WithDescription("One event, an array of them, or one a line as NDJSON; gzip or br; at most 4 MiB and 10,000 events. 202 means: every accepted event is durable. A single event that is rejected answers 400, 409 or 422. Rules and codes: docs/ingest.md.")
        .AddOpenApiOperationTransformer(DescribeBodyAsync);

    /// <summary>Not as Accepts metadata: with that, routing would answer 415 itself, without a code.</summary>
    private static async Task DescribeBodyAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        var schema = await context.GetOrCreateSchemaAsync(typeof(EventDocument), cancellationToken: cancel);
        var content = new OpenApiMediaType { Schema = schema, Example = Example.DeepClone() };
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = content, ["application/x-ndjson"] = content },
        };
    }
}

internal sealed record EventDocument(
    [property: Description("1 to 100 characters")] string Model,
    [property: Description("prediction (default), ground_truth or retraction: takes back the ground truth of an id")] string? Type = null,
    [property: Description("1 to 128 characters; made by the server when absent (UUIDv7). Required for ground_truth and retraction")] string? Id = null,
    [property: Description("1 to 100 characters; default 1")] string? Version = null,
    [property: Description("RFC 3339 with offset; default: now")] string? Timestamp = null,
    [property: Description("string or boolean: a class label; number: a regression value")] object? Prediction = null,
    [property: Description("Probability or margin; finite")] double? Score = null,
    [property: Description("Class to probability, 0 to 1, sum at most 1")] Dictionary<string, double>? Scores = null,
    [property: Description("Milliseconds, 0 to 86400000"), JsonPropertyName("latency_ms")] double? LatencyMs = null,
    [property: Description("ok (default) or error")] string? Status = null,
    [property: Description("Only with status error; at most 4096 bytes")] string? Error = null,
    [property: Description("At most 32")] Dictionary<string, string>? Segments = null,
    [property: Description("At most 256 strings, numbers or booleans")] Dictionary<string, object>? Features = null,
    [property: Description("As prediction; not in a retraction"), JsonPropertyName("ground_truth")] object? GroundTruth = null);

[Description("accepted + duplicates + the number of rejected = events in the request")]
internal sealed record EventReplyDocument(int Accepted, int Duplicates, IReadOnlyList<RejectedDocument> Rejected, IReadOnlyList<AssignedIdDocument>? Ids = null);

internal sealed record RejectedDocument(int Index, string? Id, string Code, string Message, string Pointer, int? Line = null);

internal sealed record AssignedIdDocument(int Index, string Id);
