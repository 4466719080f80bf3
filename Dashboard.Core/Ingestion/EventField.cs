namespace Dashboard.Core.Ingestion;

/// <summary>The members an event may have.</summary>
[Flags]
internal enum EventField
{
    /// <summary>A name that means nothing here.</summary>
    None = 0,
    Type = 1 << 0,
    Id = 1 << 1,
    Model = 1 << 2,
    Version = 1 << 3,
    Timestamp = 1 << 4,
    Prediction = 1 << 5,
    Score = 1 << 6,
    Scores = 1 << 7,
    LatencyMs = 1 << 8,
    Status = 1 << 9,
    Error = 1 << 10,
    Segments = 1 << 11,
    Features = 1 << 12,
    GroundTruth = 1 << 13,

    /// <summary><c>metadata</c> and names starting with <c>x-</c>: read over, never kept.</summary>
    Ignored = 1 << 14,
}

internal static class EventFields
{
    public const EventField OfGroundTruth =
        EventField.Type | EventField.Id | EventField.Model | EventField.GroundTruth | EventField.Timestamp | EventField.Ignored;

    /// <summary>The field of a member's name (ordinal).</summary>
    public static EventField Find(ReadOnlySpan<byte> name)
    {
        var field = name.Length switch
        {
            2 => Match(name, "id"u8, EventField.Id),
            4 => Match(name, "type"u8, EventField.Type),
            5 => Match(name, "model"u8, EventField.Model) | Match(name, "score"u8, EventField.Score) | Match(name, "error"u8, EventField.Error),
            6 => Match(name, "scores"u8, EventField.Scores) | Match(name, "status"u8, EventField.Status),
            7 => Match(name, "version"u8, EventField.Version),
            8 => Match(name, "segments"u8, EventField.Segments) | Match(name, "features"u8, EventField.Features)
                | Match(name, "metadata"u8, EventField.Ignored),
            9 => Match(name, "timestamp"u8, EventField.Timestamp),
            10 => Match(name, "prediction"u8, EventField.Prediction) | Match(name, "latency_ms"u8, EventField.LatencyMs),
            12 => Match(name, "ground_truth"u8, EventField.GroundTruth),
            _ => EventField.None,
        };
        return field == EventField.None && name.StartsWith("x-"u8) ? EventField.Ignored : field;
    }

    /// <summary>The JSON pointer of one field.</summary>
    public static string Pointer(EventField field) => field switch
    {
        EventField.Type => "/type",
        EventField.Id => "/id",
        EventField.Model => "/model",
        EventField.Version => "/version",
        EventField.Timestamp => "/timestamp",
        EventField.Prediction => "/prediction",
        EventField.Score => "/score",
        EventField.Scores => "/scores",
        EventField.LatencyMs => "/latency_ms",
        EventField.Status => "/status",
        EventField.Error => "/error",
        EventField.Segments => "/segments",
        EventField.Features => "/features",
        EventField.GroundTruth => "/ground_truth",
        _ => "",
    };

    private static EventField Match(ReadOnlySpan<byte> name, ReadOnlySpan<byte> expected, EventField field) =>
        name.SequenceEqual(expected) ? field : EventField.None;
}
