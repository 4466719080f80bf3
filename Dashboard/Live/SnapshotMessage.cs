using System.Buffers;
using System.Text.Json;
using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;

namespace Dashboard.Live;

/// <summary>
/// Writes a snapshot for clients outside the process: every figure with its sample size and interval, units in the names.
/// The public format; docs/live-api.md describes each field.
/// </summary>
internal static class SnapshotMessage
{
    /// <summary>Rows and columns of the confusion matrix sent; the full one is in the export.</summary>
    private const int MaxMatrixLabels = 50;

    /// <param name="points">The points to send; all of them when <paramref name="reset"/>.</param>
    public static byte[] Write(Snapshot snapshot, IReadOnlyList<SeriesPoint> points, bool reset)
    {
        var bytes = new ArrayBufferWriter<byte>(8 * 1024);
        using var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { SkipValidation = true });
        json.WriteStartObject();
        WriteHead(json, snapshot, reset);
        WriteTraffic(json, snapshot);
        WriteLabels(json, snapshot.Labels);
        WriteQuality(json, snapshot);
        WriteSeries(json, snapshot.Series, points);
        WriteVersions(json, snapshot.Versions);
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    private static void WriteHead(Utf8JsonWriter json, Snapshot snapshot, bool reset)
    {
        json.WriteNumber("number"u8, snapshot.Number);
        json.WriteBoolean("reset"u8, reset);
        json.WriteString("model"u8, snapshot.Key.Model);
        json.WriteString("version"u8, snapshot.Key.Version);
        json.WriteString("kind"u8, ModelKind.Of(snapshot.OutcomeKind));
        json.WriteString("as_of"u8, snapshot.AsOf.UtcDateTime);
        json.WriteString("from"u8, snapshot.From.UtcDateTime);
        json.WriteString("to"u8, snapshot.To.UtcDateTime);
        WriteTime(json, "last_prediction"u8, snapshot.LastPrediction);
        WriteTime(json, "last_received"u8, snapshot.LastReceived);
    }

    private static void WriteTraffic(Utf8JsonWriter json, Snapshot snapshot)
    {
        json.WriteNumber("predictions"u8, snapshot.Traffic.Predictions);
        json.WriteNumber("failed"u8, snapshot.Traffic.Failed);
        WriteFigure(json, "throughput_per_second"u8, snapshot.Traffic.Throughput);
        WriteFigure(json, "error_rate"u8, snapshot.Traffic.ErrorRate);
        var latency = snapshot.Latency;
        WriteFigure(json, "latency_mean_ms"u8, latency.Mean);
        WriteFigure(json, "latency_p50_ms"u8, latency.P50);
        WriteFigure(json, "latency_p95_ms"u8, latency.P95);
        WriteFigure(json, "latency_p99_ms"u8, latency.P99);
        json.WriteStartArray("latency_histogram"u8);
        foreach (var bar in latency.Histogram)
        {
            json.WriteStartObject();
            WriteNumber(json, "from_ms"u8, bar.FromMs);
            WriteNumber(json, "to_ms"u8, bar.ToMs);
            json.WriteNumber("n"u8, bar.Count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteFigure(json, "latency_mean_ms_last_100"u8, snapshot.CountWindows.Last100LatencyMs);
        WriteFigure(json, "latency_mean_ms_last_1000"u8, snapshot.CountWindows.Last1000LatencyMs);
    }

    private static void WriteLabels(Utf8JsonWriter json, LabelFigures labels)
    {
        json.WriteNumber("labelled"u8, labels.Labelled);
        WriteFigure(json, "coverage"u8, labels.Coverage);
        WriteFigure(json, "label_delay_p50_seconds"u8, labels.DelayP50Seconds);
        WriteFigure(json, "label_delay_p95_seconds"u8, labels.DelayP95Seconds);
        json.WriteNumber("corrections"u8, labels.Corrections);
        json.WriteNumber("parked"u8, labels.Parked);
    }

    private static void WriteQuality(Utf8JsonWriter json, Snapshot snapshot)
    {
        WriteFigure(json, "quality_last_50"u8, snapshot.CountWindows.Last50Labelled);
        WriteFigure(json, "quality_last_100"u8, snapshot.CountWindows.Last100Labelled);
        if (snapshot.Classification is { } classification)
        {
            WriteFigure(json, "accuracy"u8, classification.Accuracy);
            WriteFigure(json, "macro_f1"u8, classification.MacroF1);
            WriteMatrix(json, classification.Matrix);
        }

        if (snapshot.Regression is { } regression)
        {
            WriteFigure(json, "mean_absolute_error"u8, regression.MeanAbsoluteError);
            WriteFigure(json, "root_mean_squared_error"u8, regression.RootMeanSquaredError);
            WriteFigure(json, "bias"u8, regression.Bias);
            WriteFigure(json, "r2"u8, regression.R2);
            WriteFigure(json, "wape"u8, regression.Wape);
            WriteFigure(json, "mean_truth"u8, regression.MeanTruth);
        }
    }

    private static void WriteMatrix(Utf8JsonWriter json, ConfusionMatrix matrix)
    {
        var size = Math.Min(matrix.Labels.Count, MaxMatrixLabels);
        json.WriteStartObject("confusion_matrix"u8);
        json.WriteNumber("labels_total"u8, matrix.Labels.Count);
        json.WriteStartArray("labels"u8);
        foreach (var label in matrix.Labels.Take(size))
        {
            json.WriteStringValue(label);
        }

        json.WriteEndArray();
        json.WriteStartArray("counts"u8);
        for (var truth = 0; truth < size; truth++)
        {
            json.WriteStartArray();
            for (var prediction = 0; prediction < size; prediction++)
            {
                json.WriteNumberValue(matrix.Counts[truth, prediction]);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSeries(Utf8JsonWriter json, Series series, IReadOnlyList<SeriesPoint> points)
    {
        json.WriteStartObject("series"u8);
        WriteNumber(json, "step_ms"u8, series.Step.TotalMilliseconds);
        WriteNumber(json, "span_ms"u8, series.Span.TotalMilliseconds);
        WriteTime(json, "oldest"u8, series.Points.Count > 0 ? series.Points[0].Time : null);
        json.WriteStartArray("points"u8);
        foreach (var point in points)
        {
            json.WriteStartObject();
            WriteTime(json, "time"u8, point.Time);
            WriteNumber(json, "quality"u8, point.Quality);
            WriteNumber(json, "low"u8, point.Low);
            WriteNumber(json, "high"u8, point.High);
            json.WriteNumber("labelled"u8, point.Labelled);
            json.WriteNumber("predictions"u8, point.Predictions);
            json.WriteNumber("failed"u8, point.Failed);
            WriteNumber(json, "latency_mean_ms"u8, point.MeanLatencyMs);
            WriteNumber(json, "latency_p95_ms"u8, point.P95LatencyMs);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteVersions(Utf8JsonWriter json, IReadOnlyList<VersionFigures> versions)
    {
        json.WriteStartArray("versions"u8);
        foreach (var version in versions)
        {
            json.WriteStartObject();
            json.WriteString("version"u8, version.Version);
            json.WriteNumber("predictions"u8, version.Predictions);
            WriteNumber(json, "traffic_share"u8, version.TrafficShare);
            WriteFigure(json, "quality"u8, version.Quality);
            WriteFigure(json, "coverage"u8, version.Coverage);
            WriteFigure(json, "latency_p95_ms"u8, version.P95LatencyMs);
            WriteFigure(json, "error_rate"u8, version.ErrorRate);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary><c>{"value":0.91,"n":500,"low":0.88,"high":0.93}</c>; without a value, <c>"undefined"</c> says why.</summary>
    private static void WriteFigure(Utf8JsonWriter json, ReadOnlySpan<byte> name, Figure figure)
    {
        json.WriteStartObject(name);
        WriteNumber(json, "value"u8, figure.Value);
        json.WriteNumber("n"u8, figure.Count);
        if (figure.Interval is { } interval)
        {
            WriteNumber(json, "low"u8, interval.Low);
            WriteNumber(json, "high"u8, interval.High);
        }

        if (figure.Undefined is { } reason)
        {
            json.WriteString("undefined"u8, reason);
        }

        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, ReadOnlySpan<byte> name, double? value)
    {
        json.WritePropertyName(name);
        json.WriteFinite(value);
    }

    private static void WriteTime(Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset? time)
    {
        if (time is { } instant)
        {
            json.WriteString(name, instant.UtcDateTime);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
