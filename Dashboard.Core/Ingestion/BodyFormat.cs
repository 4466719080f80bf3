namespace Dashboard.Core.Ingestion;

/// <summary>How the events of a request body are written.</summary>
public enum BodyFormat
{
    /// <summary>One JSON object, or an array of them.</summary>
    Json,

    /// <summary>One JSON object a line; blank lines are ignored.</summary>
    Ndjson,
}
