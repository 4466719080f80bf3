using CsvHelper;
using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;

namespace Dashboard.Core.Exchange.Csv;

/// <summary>Writes windowed metrics as CSV, one window a record. What is undefined in a window is an empty cell, never 0.</summary>
public static class MetricsCsv
{
    private static readonly string[] Head =
        ["window_start", "window_end", "model", "version", "predictions", "failed", "labelled", "coverage"];

    private static readonly string[] Classification = ["accuracy", "accuracy_low", "accuracy_high", "macro_f1"];
    private static readonly string[] Regression = ["mae", "mae_low", "mae_high", "rmse", "bias", "r2"];

    private static readonly string[] Tail =
        ["latency_mean_ms", "latency_p50_ms", "latency_p95_ms", "latency_p99_ms", "predictions_per_second"];

    /// <param name="isRegression">Which quality columns there are.</param>
    /// <param name="destination">Stays open. Written asynchronously only.</param>
    /// <exception cref="ExportChangedException">The output is incomplete.</exception>
    public static async Task WriteAsync(MetricWindows windows, bool isRegression, Stream destination, CancellationToken cancel)
    {
        await using var csv = CsvWriter.Create(destination, CsvDialect.Options, leaveOpen: true);
        csv.WriteHeader([.. Head, .. isRegression ? Regression : Classification, .. Tail]);
        foreach (var (start, figures) in windows.Read())
        {
            WriteTraffic(csv, windows, start, figures);
            if (isRegression)
            {
                WriteQuality(csv, figures.Regression);
            }
            else
            {
                WriteQuality(csv, figures.Classification);
            }

            WriteLatency(csv, figures);
            csv.WriteField(figures.Traffic.Predictions / windows.Step.TotalSeconds);
            await csv.EndRecordAsync(cancel);
        }
    }

    private static void WriteTraffic(CsvWriter csv, MetricWindows windows, DateTimeOffset start, Snapshot figures)
    {
        csv.WriteField(start.UtcDateTime);
        csv.WriteField((start + windows.Step).UtcDateTime);
        csv.WriteField(windows.Model);
        csv.WriteField(windows.Version);
        csv.WriteField(figures.Traffic.Predictions);
        csv.WriteField(figures.Traffic.Failed);
        csv.WriteField(figures.Labels.Labelled);
        csv.WriteField(figures.Labels.Coverage.Value);
    }

    private static void WriteQuality(CsvWriter csv, ClassificationFigures? quality)
    {
        WriteWithInterval(csv, quality?.Accuracy);
        csv.WriteField(quality?.MacroF1.Value);
    }

    private static void WriteQuality(CsvWriter csv, RegressionFigures? quality)
    {
        WriteWithInterval(csv, quality?.MeanAbsoluteError);
        csv.WriteField(quality?.RootMeanSquaredError.Value);
        csv.WriteField(quality?.Bias.Value);
        csv.WriteField(quality?.R2.Value);
    }

    private static void WriteLatency(CsvWriter csv, Snapshot figures)
    {
        csv.WriteField(figures.Latency.Mean.Value);
        csv.WriteField(figures.Latency.P50.Value);
        csv.WriteField(figures.Latency.P95.Value);
        csv.WriteField(figures.Latency.P99.Value);
    }

    private static void WriteWithInterval(CsvWriter csv, Figure? figure)
    {
        csv.WriteField(figure?.Value);
        csv.WriteField(figure?.Interval?.Low);
        csv.WriteField(figure?.Interval?.High);
    }
}
