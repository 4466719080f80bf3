using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dashboard.Demo;

/// <summary>One event as any sender would write it (docs/ingest.md); nulls are left out.</summary>
internal sealed record DemoEvent(string Id, string Model, DateTimeOffset Timestamp)
{
    public static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public string Type { get; init; } = "prediction";

    public string? Version { get; init; }

    /// <summary>A class label or a number.</summary>
    public object? Prediction { get; init; }

    public double? Score { get; init; }

    public Dictionary<string, double>? Scores { get; init; }

    public double? LatencyMs { get; init; }

    public string? Status { get; init; }

    public string? Error { get; init; }

    public Dictionary<string, string>? Segments { get; init; }

    public Dictionary<string, object>? Features { get; init; }

    public object? GroundTruth { get; init; }

    /// <summary>The truth about this prediction, known some time after it.</summary>
    public DemoEvent Truth(object outcome, TimeSpan delay) =>
        new(Id, Model, Timestamp + delay) { Type = "ground_truth", GroundTruth = outcome };
}

/// <summary>A prediction and what later turns out to be true; null when nobody ever finds out.</summary>
internal readonly record struct DemoCase(DemoEvent Prediction, DemoEvent? Truth)
{
    /// <summary>The same id answered by another model, about which the same turns out to be true; null where there is none.</summary>
    public DemoEvent? Shadow { get; init; }
}
