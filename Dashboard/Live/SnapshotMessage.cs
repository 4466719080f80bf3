using System.Buffers;
using System.Text.Json;
using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;

namespace Dashboard.Live;

/// <summary>
/// Writes a snapshot for clients outside the process: every figure with its sample size and interval, units in the names.
/// The public format; docs/live-api.md describes each field. Counts are exact; other numbers
/// carry five significant digits, bounds of intervals four.
/// </summary>
/// <remarks>
/// A field is written on every tick, as null when there is nothing to say: messages between resets send changes by position
/// (<see cref="LeafDelta"/>), and a field that comes or goes costs a reset.
/// </remarks>
internal static class SnapshotMessage
{
    /// <summary>Rows and columns of the confusion matrix sent; the full one is in the export.</summary>
    private const int MaxMatrixLabels = 50;

    private static readonly JsonWriterOptions Options = new() { SkipValidation = true };

    /// <summary>Everything but the points, as one JSON object.</summary>
    public static byte[] WriteFigures(Snapshot snapshot) => Write(8 * 1024, json =>
    {
        WriteHead(json, snapshot);
        WriteTraffic(json, snapshot);
        WriteLabels(json, snapshot.Labels, snapshot.AsOf);
        WriteQuality(json, snapshot);
        WriteSeries(json, snapshot.Series);
        WriteVersions(json, snapshot.Versions);
    });

    /// <summary>The whole view: what a client starts with.</summary>
    public static byte[] WriteFull(Snapshot snapshot)
    {
        var figures = WriteFigures(snapshot);
        return Write(32 * 1024, json =>
        {
            json.WriteNumber("number"u8, snapshot.Number);
            json.WriteBoolean("reset"u8, true);
            json.WritePropertyName("figures"u8);
            json.WriteRawValue(figures, skipInputValidation: true);
            WriteTexts(json, "paths"u8, LeafDelta.Pointers(figures));
            WriteTexts(json, "columns"u8, SeriesRow.Columns);
            WritePoints(json, snapshot.Series.Points);
        });
    }

    /// <summary>What changed since the snapshot whose figures were <paramref name="before"/>; null when only a full message can say it.</summary>
    /// <param name="points">Points that are new or changed.</param>
    public static byte[]? WriteChange(long number, byte[] before, byte[] now, IReadOnlyList<SeriesPoint> points)
    {
        var hasSameShape = false;
        var message = Write(1024, json =>
        {
            json.WriteNumber("number"u8, number);
            json.WriteBoolean("reset"u8, false);
            hasSameShape = LeafDelta.TryWrite(json, before, now);
            WritePoints(json, points);
        });
        return hasSameShape ? message : null;
    }

    private static byte[] Write(int size, Action<Utf8JsonWriter> members)
    {
        var bytes = new ArrayBufferWriter<byte>(size);
        using var json = new Utf8JsonWriter(bytes, Options);
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    private static void WriteHead(Utf8JsonWriter json, Snapshot snapshot)
    {
        json.WriteString("model"u8, snapshot.Key.Model);
        json.WriteString("version"u8, snapshot.Key.Version);
        json.WriteString("segment"u8, snapshot.Key.Segment?.ToString());
        json.WriteString("kind"u8, ModelKind.Of(snapshot.OutcomeKind));
        WriteTime(json, "as_of"u8, snapshot.AsOf);
        WriteTime(json, "from"u8, snapshot.From);
        WriteTime(json, "to"u8, snapshot.To);
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
        WriteHistogram(json, latency.Histogram);
        WriteFigure(json, "latency_mean_ms_last_100"u8, snapshot.CountWindows.Last100LatencyMs);
        WriteFigure(json, "latency_mean_ms_last_1000"u8, snapshot.CountWindows.Last1000LatencyMs);
    }

    /// <summary>One edge more than bars: the bars adjoin.</summary>
    private static void WriteHistogram(Utf8JsonWriter json, IReadOnlyList<HistogramBar> bars)
    {
        json.WriteStartObject("latency_histogram"u8);
        json.WriteStartArray("edges_ms"u8);
        foreach (var edge in bars.Take(1).Select(bar => bar.FromMs).Concat(bars.Select(bar => bar.ToMs)))
        {
            json.WriteShort(edge);
        }

        json.WriteEndArray();
        json.WriteStartArray("n"u8);
        foreach (var bar in bars)
        {
            json.WriteNumberValue(bar.Count);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteLabels(Utf8JsonWriter json, LabelFigures labels, DateTimeOffset asOf)
    {
        json.WriteNumber("labelled"u8, labels.Labelled);
        WriteFigure(json, "coverage"u8, labels.Coverage);
        WriteFigure(json, "label_delay_p50_seconds"u8, labels.DelayP50Seconds);
        WriteFigure(json, "label_delay_p95_seconds"u8, labels.DelayP95Seconds);
        json.WriteNumber("corrections"u8, labels.Corrections);
        json.WriteNumber("retractions"u8, labels.Retractions);
        json.WriteNumber("parked"u8, labels.Parked);
        json.WriteNumber("late_arrivals"u8, labels.LateArrivals);
        WriteFigure(json, "expected_coverage"u8, labels.ExpectedCoverage);
        WriteNumber(json, "mature_after_seconds"u8, (asOf - labels.MatureUntil)?.TotalSeconds);
        WriteFigure(json, "wrong_is_later"u8, labels.WrongIsLater);
        json.WriteBoolean("misleads_so_far"u8, labels.MisleadsSoFar);
    }

    private static void WriteQuality(Utf8JsonWriter json, Snapshot snapshot)
    {
        WriteFigure(json, "quality_last_50"u8, snapshot.CountWindows.Last50Labelled);
        WriteFigure(json, "quality_last_100"u8, snapshot.CountWindows.Last100Labelled);
        WriteOutlook(json, snapshot.Quality);
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

    private static void WriteOutlook(Utf8JsonWriter json, QualityOutlook quality)
    {
        WriteFigure(json, "quality_corrected"u8, quality.Corrected);
        json.WriteString("quality_corrected_assumes"u8, quality.Assumes);
        json.WritePropertyName("quality_worst_case"u8);
        json.WriteBound(quality.Bounds?.Low);
        json.WritePropertyName("quality_best_case"u8);
        json.WriteBound(quality.Bounds?.High);
        WriteFigure(json, "quality_estimated"u8, quality.Estimated);
        json.WriteString("quality_estimated_band"u8, quality.Band);
    }

    private static void WriteMatrix(Utf8JsonWriter json, ConfusionMatrix matrix)
    {
        var size = Math.Min(matrix.Labels.Count, MaxMatrixLabels);
        json.WriteStartObject("confusion_matrix"u8);
        json.WriteNumber("labels_total"u8, matrix.Labels.Count);
        WriteTexts(json, "labels"u8, matrix.Labels.Take(size));
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

    private static void WriteSeries(Utf8JsonWriter json, Series series)
    {
        json.WriteStartObject("series"u8);
        json.WriteNumber("step_ms"u8, (long)series.Step.TotalMilliseconds);
        json.WriteNumber("span_ms"u8, (long)series.Span.TotalMilliseconds);
        WriteTime(json, "oldest"u8, series.Points.Count > 0 ? series.Points[0].Time : null);
        json.WriteEndObject();
    }

    private static void WritePoints(Utf8JsonWriter json, IReadOnlyList<SeriesPoint> points)
    {
        json.WriteStartArray("points"u8);
        foreach (var point in points)
        {
            SeriesRow.Write(json, point);
        }

        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
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

    /// <summary><c>{"value":0.91,"n":500,"low":0.88,"high":0.93,"undefined":null}</c>; without a value, <c>undefined</c> says why.</summary>
    private static void WriteFigure(Utf8JsonWriter json, ReadOnlySpan<byte> name, Figure figure)
    {
        json.WriteStartObject(name);
        WriteNumber(json, "value"u8, figure.Value);
        json.WriteNumber("n"u8, figure.Count);
        json.WritePropertyName("low"u8);
        json.WriteBound(figure.Interval?.Low);
        json.WritePropertyName("high"u8);
        json.WriteBound(figure.Interval?.High);
        json.WriteString("undefined"u8, figure.Undefined);
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, ReadOnlySpan<byte> name, double? value)
    {
        json.WritePropertyName(name);
        json.WriteShort(value);
    }

    /// <summary>To the millisecond.</summary>
    private static void WriteTime(Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset? time)
    {
        if (time is { UtcDateTime: var instant })
        {
            json.WriteString(name, instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerMillisecond)));
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
