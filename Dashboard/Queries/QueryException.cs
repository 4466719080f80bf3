namespace Dashboard.Queries;

/// <summary>A query string an endpoint cannot answer; becomes problem+json that names the parameter.</summary>
/// <param name="code">Stable machine word, for example <c>query_invalid</c>.</param>
/// <param name="status">400, or 404 when the parameter names something that does not exist.</param>
public sealed class QueryException(string parameter, string code, string message, int status = StatusCodes.Status400BadRequest)
    : Exception(message)
{
    public string Parameter { get; } = parameter;

    public string Code { get; } = code;

    public int Status { get; } = status;
}
