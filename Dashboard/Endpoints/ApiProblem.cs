using System.Diagnostics;
using System.Text.Json;
using Dashboard.Core.Ingestion;
using Microsoft.AspNetCore.WebUtilities;

namespace Dashboard.Endpoints;

/// <summary>An answer of type <c>application/problem+json</c> (RFC 9457).</summary>
/// <param name="Code">Stable machine word; also the end of the type, <c>urn:dashboard:&lt;code&gt;</c>.</param>
/// <param name="Detail">A sentence for people: which rule, which limit.</param>
internal sealed record ApiProblem(int Status, string Code, string Detail) : IResult
{
    private const int MaxErrors = 100;

    private static readonly JsonSerializerOptions MemberForm = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The query parameter at fault; null when it is none.</summary>
    public string? Parameter { get; init; }

    /// <summary>What is wrong event by event; the first 100 are written.</summary>
    public IReadOnlyList<EventIssue> Errors { get; init; } = [];

    /// <summary>Extension members (RFC 9457, 3.2) of this kind of problem.</summary>
    public IReadOnlyDictionary<string, object> Members { get; init; } = new Dictionary<string, object>();

    public static ApiProblem Of(RequestRefusedException refusal) =>
        new(refusal.Status, refusal.Code, refusal.Message) { RetryAfter = refusal.RetryAfter };

    /// <summary>What Kestrel found wrong while the body was read.</summary>
    public static ApiProblem Of(BadHttpRequestException failure) => failure.StatusCode switch
    {
        StatusCodes.Status408RequestTimeout => new(failure.StatusCode, "body_too_slow", "the body arrived too slowly"),
        StatusCodes.Status413PayloadTooLarge => new(failure.StatusCode, "body_too_large", "the body has more bytes than this path takes"),
        _ => new(failure.StatusCode, "request_invalid", "the request could not be read"),
    };

    public Task ExecuteAsync(HttpContext httpContext) => WriteAsync(httpContext);

    /// <summary>Writes the whole answer.</summary>
    public async Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = Status;
        response.ContentType = "application/problem+json";
        if (RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        await JsonAnswer.WriteAsync(context, (Problem: this, TraceId: Activity.Current?.Id ?? context.TraceIdentifier), static (json, state) =>
            state.Problem.Write(json, state.TraceId));
    }

    private void Write(Utf8JsonWriter json, string traceId)
    {
        json.WriteStartObject();
        json.WriteString("type", $"urn:dashboard:{Code}");
        json.WriteString("title", ReasonPhrases.GetReasonPhrase(Status));
        json.WriteNumber("status", Status);
        json.WriteString("code", Code);
        json.WriteString("detail", Detail);
        if (Parameter is not null)
        {
            json.WriteString("parameter", Parameter);
        }

        json.WriteString("traceId", traceId);
        foreach (var (name, value) in Members)
        {
            json.WritePropertyName(name);
            JsonSerializer.Serialize(json, value, MemberForm);
        }

        if (Errors.Count > 0)
        {
            json.WriteNumber("errors_total", Errors.Count);
            json.WriteStartArray("errors");
            foreach (var issue in Errors.Take(MaxErrors))
            {
                EventReplyJson.WriteIssue(json, issue);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
