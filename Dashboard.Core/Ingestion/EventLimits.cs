namespace Dashboard.Core.Ingestion;

/// <summary>Fixed bounds of one event. What an operator may change is in <see cref="IngestOptions"/>.</summary>
public static class EventLimits
{
    /// <summary>Levels of JSON nesting in a request, the enclosing array included.</summary>
    public const int Depth = 8;

    /// <summary>Unicode code points of an id; at most four bytes each.</summary>
    public const int IdCharacters = 128;

    /// <summary>Unicode code points of a model, version, label, segment, feature or class name, and of a segment's value.</summary>
    public const int NameCharacters = 100;

    public const int Segments = 32;

    /// <summary>UTF-8 bytes of all segment names and values of one event.</summary>
    public const int SegmentBytes = 8 * 1024;

    public const int Features = 256;

    /// <summary>UTF-8 bytes of one textual feature.</summary>
    public const int FeatureTextBytes = 1024;

    /// <summary>UTF-8 bytes of all feature names and texts of one event.</summary>
    public const int FeatureBytes = 32 * 1024;

    /// <summary>Classes in <c>scores</c>.</summary>
    public const int Scores = 1_000;

    /// <summary>UTF-8 bytes of all class names in <c>scores</c>.</summary>
    public const int ScoreBytes = 32 * 1024;

    /// <summary>UTF-8 bytes of <c>error</c>.</summary>
    public const int ErrorBytes = 4 * 1024;

    public const double LatencyMs = 86_400_000;
}
