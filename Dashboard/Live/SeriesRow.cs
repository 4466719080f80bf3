using System.Text.Json;
using Dashboard.Core.Windowing;

namespace Dashboard.Live;

/// <summary>A point of the series as hub clients get it: a row, its cells named once by <see cref="Columns"/>.</summary>
internal static class SeriesRow
{
    /// <summary>The time comes first: a row replaces the one of the same time.</summary>
    public static readonly IReadOnlyList<string> Columns =
        ["time", "quality", "low", "high", "labelled", "predictions", "failed", "latency_mean_ms", "latency_p95_ms"];

    /// <summary>In the order of <see cref="Columns"/>.</summary>
    public static void Write(Utf8JsonWriter json, SeriesPoint point)
    {
        json.WriteStartArray();
        json.WriteStringValue(point.Time.UtcDateTime);
        json.WriteShort(point.Quality);
        json.WriteBound(point.Low);
        json.WriteBound(point.High);
        json.WriteNumberValue(point.Labelled);
        json.WriteNumberValue(point.Predictions);
        json.WriteNumberValue(point.Failed);
        json.WriteShort(point.MeanLatencyMs);
        json.WriteShort(point.P95LatencyMs);
        json.WriteEndArray();
    }
}
