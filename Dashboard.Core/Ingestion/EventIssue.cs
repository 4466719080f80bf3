namespace Dashboard.Core.Ingestion;

/// <summary>Why one event of a request was not accepted.</summary>
/// <param name="Index">Position in the request, from 0 (for NDJSON: of the event; see <paramref name="Line"/>).</param>
/// <param name="Code">Stable machine word, for example <c>number_range</c>.</param>
/// <param name="Pointer">JSON pointer to the field inside the event, for example <c>/latency_ms</c>; empty for the event itself.</param>
/// <param name="Line">Line of an NDJSON body, from 1; null otherwise.</param>
public sealed record EventIssue(int Index, string? Id, string Code, string Message, string Pointer, int? Line = null);

/// <summary>The whole request was refused: nothing in it was read as an event.</summary>
public sealed class RequestRefusedException(int status, string code, string message, TimeSpan? retryAfter = null) : Exception(message)
{
    /// <summary>HTTP status: 400, 413, 415, 422, 429 or 503.</summary>
    public int Status { get; } = status;

    public string Code { get; } = code;

    public TimeSpan? RetryAfter { get; } = retryAfter;
}
