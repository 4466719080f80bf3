namespace Dashboard.Endpoints;

/// <summary>The HTTP status of a request whose only event was rejected.</summary>
internal static class IssueStatus
{
    public static int Of(string code) => code switch
    {
        "event_id_conflict" => StatusCodes.Status409Conflict,
        // What is no JSON, or not one reading of it, is the sender's syntax; the rest is its content.
        "json_invalid" or "json_too_deep" or "json_trailing_data" or "utf8_invalid" or "duplicate_property" or "number_too_long"
            => StatusCodes.Status400BadRequest,
        _ => StatusCodes.Status422UnprocessableEntity,
    };
}
