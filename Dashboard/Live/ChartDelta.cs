using System.Buffers;
using System.Text.Json;
using Dashboard.Core.Windowing;

namespace Dashboard.Live;

/// <summary>
/// Writes what a viewer's charts need of one tick, as compact JSON in columns (docs/live-api.md shows it). Quality and latencies
/// carry five significant digits, bounds four, times are counted from the oldest point: a delta stays below 1 kB.
/// </summary>
internal static class ChartDelta
{
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true };

    public static byte[] WriteFull(Snapshot snapshot) =>
        Write(snapshot, snapshot.Series.Points, (true, snapshot.Outlook.Points), histogramBefore: null, reset: true);

    /// <param name="outlook">Points to replace or, after a reset of theirs, all there are.</param>
    /// <param name="histogramBefore">What the viewer's histogram shows; null when it shows nothing yet.</param>
    public static byte[] Write(
        Snapshot snapshot, IReadOnlyList<SeriesPoint> points, (bool Reset, IReadOnlyList<OutlookPoint> Points) outlook,
        LatencyFigures? histogramBefore, bool reset)
    {
        var bytes = new ArrayBufferWriter<byte>(reset ? 32 * 1024 : 1024);
        using var json = new Utf8JsonWriter(bytes, Options);
        json.WriteStartObject();
        json.WriteNumber("n"u8, snapshot.Number);
        json.WriteBoolean("reset"u8, reset);
        json.WriteNumber("step"u8, (long)snapshot.Series.Step.TotalMilliseconds);
        var oldest = OldestTime(snapshot).ToUnixTimeMilliseconds();
        json.WriteNumber("drop"u8, oldest);
        WriteMaturity(json, snapshot.MaturingSince);
        WritePoints(json, points, oldest);
        WriteOutlook(json, outlook.Reset, outlook.Points, oldest);
        WriteHistogram(json, snapshot.Latency, histogramBefore);
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Points of <paramref name="now"/> that are new or whose revision rose. Both lists ascend in time.</summary>
    public static IReadOnlyList<SeriesPoint> ChangedPoints(IReadOnlyList<SeriesPoint> before, IReadOnlyList<SeriesPoint> now)
    {
        var changed = new List<SeriesPoint>(); // Bounded by the points of one snapshot.
        var old = 0;
        foreach (var point in now)
        {
            while (old < before.Count && before[old].Time < point.Time)
            {
                old++;
            }

            var known = old < before.Count && before[old].Time == point.Time;
            if (!known || before[old].Revision != point.Revision)
            {
                changed.Add(point);
            }
        }

        return changed;
    }

    private static DateTimeOffset OldestTime(Snapshot snapshot) =>
        snapshot.Series.Points.Count > 0 ? snapshot.Series.Points[0].Time : snapshot.From;

    /// <summary>From where on labels are on their way.</summary>
    private static void WriteMaturity(Utf8JsonWriter json, DateTimeOffset? since)
    {
        if (since is { } time)
        {
            json.WriteNumber("maturing"u8, time.ToUnixTimeMilliseconds());
        }
    }

    private static void WriteOutlook(Utf8JsonWriter json, bool reset, IReadOnlyList<OutlookPoint> points, long oldest)
    {
        if (!reset && points.Count == 0)
        {
            return;
        }

        json.WriteStartObject("outlook"u8);
        json.WriteBoolean("reset"u8, reset);
        WriteColumn(json, "t"u8, points, (j, p) => j.WriteNumberValue(p.Time.ToUnixTimeMilliseconds() - oldest));
        WriteColumn(json, "e"u8, points, static (j, p) => j.WriteShort(p.Estimated));
        WriteColumn(json, "lo"u8, points, static (j, p) => j.WriteBound(p.EstimatedLow));
        WriteColumn(json, "hi"u8, points, static (j, p) => j.WriteBound(p.EstimatedHigh));
        WriteColumn(json, "p"u8, points, static (j, p) => j.WriteNumberValue(p.Predictions));
        WriteColumn(json, "b"u8, points, static (j, p) => j.WriteShort(p.Believed));
        WriteColumn(json, "n"u8, points, static (j, p) => j.WriteNumberValue(p.BelievedLabelled));
        json.WriteEndObject();
    }

    private static void WritePoints(Utf8JsonWriter json, IReadOnlyList<SeriesPoint> points, long oldest)
    {
        json.WriteStartObject("points"u8);
        WriteColumn(json, "t"u8, points, (j, p) => j.WriteNumberValue(p.Time.ToUnixTimeMilliseconds() - oldest));
        WriteColumn(json, "q"u8, points, static (j, p) => j.WriteShort(p.Quality));
        WriteColumn(json, "lo"u8, points, static (j, p) => j.WriteBound(p.Low));
        WriteColumn(json, "hi"u8, points, static (j, p) => j.WriteBound(p.High));
        WriteColumn(json, "n"u8, points, static (j, p) => j.WriteNumberValue(p.Labelled));
        WriteColumn(json, "p"u8, points, static (j, p) => j.WriteNumberValue(p.Predictions));
        WriteColumn(json, "err"u8, points, static (j, p) => j.WriteShort(p.Predictions == 0 ? null : (double)p.Failed / p.Predictions));
        WriteColumn(json, "lat"u8, points, static (j, p) => j.WriteShort(p.MeanLatencyMs));
        WriteColumn(json, "p95"u8, points, static (j, p) => j.WriteShort(p.P95LatencyMs));
        json.WriteEndObject();
    }

    private static void WriteColumn<T>(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<T> points, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var point in points)
        {
            write(json, point);
        }

        json.WriteEndArray();
    }

    private static void WriteHistogram(Utf8JsonWriter json, LatencyFigures now, LatencyFigures? before)
    {
        if (before is not null && now.Histogram.SequenceEqual(before.Histogram) && now.Mean == before.Mean && now.P95 == before.P95)
        {
            return;
        }

        json.WriteStartObject("hist"u8);
        if (before is null || !SameEdges(now.Histogram, before.Histogram))
        {
            WriteEdges(json, now.Histogram);
        }

        json.WriteStartArray("n"u8);
        foreach (var bar in now.Histogram)
        {
            json.WriteNumberValue(bar.Count);
        }

        json.WriteEndArray();
        json.WriteNumber("slower"u8, now.Histogram.Count == 0 ? 0 : now.Histogram[^1].Slower);
        json.WritePropertyName("mean"u8);
        json.WriteShort(now.Mean.Value);
        json.WritePropertyName("p95"u8);
        json.WriteShort(now.P95.Value);
        json.WriteEndObject();
    }

    /// <summary>One edge more than bars: the bars adjoin.</summary>
    private static void WriteEdges(Utf8JsonWriter json, IReadOnlyList<HistogramBar> bars)
    {
        json.WriteStartArray("edges"u8);
        if (bars.Count > 0)
        {
            json.WriteShort(bars[0].FromMs);
        }

        foreach (var bar in bars)
        {
            json.WriteShort(bar.ToMs);
        }

        json.WriteEndArray();
    }

    private static bool SameEdges(IReadOnlyList<HistogramBar> one, IReadOnlyList<HistogramBar> other) =>
        one.Count == other.Count && one.Zip(other).All(p => p.First.FromMs == p.Second.FromMs && p.First.ToMs == p.Second.ToMs);
}
