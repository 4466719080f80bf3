using Dashboard.Core.Metrics;
using Dashboard.Core.SystemMetrics;
using Dashboard.Core.Windowing;

namespace Dashboard.Components.Panels;

/// <summary>The texts of one tile.</summary>
/// <param name="Exact">All digits of the value, or why there is none; null when it is said.</param>
/// <param name="First">What the value rests on.</param>
public sealed record TileWords(string Label, Quantity Value, string? Exact, string? First, string? Second)
{
    /// <summary>Sample size, right of the label.</summary>
    public string? Count { get; init; }
}

/// <summary>The tiles of a snapshot.</summary>
internal sealed record ModelTiles(TileWords Quality, TileWords Latency, TileWords Throughput, TileWords Errors)
{
    public static ModelTiles Of(Snapshot snapshot)
    {
        var (latency, traffic) = (snapshot.Latency, snapshot.Traffic);
        return new(
            QualityOf(snapshot),
            new("Latency, mean", NumberText.Milliseconds(latency.Mean.Value), ExactOrReason(latency.Mean),
                $"p95 {NumberText.Milliseconds(latency.P95.Value)}", $"p99 {NumberText.Milliseconds(latency.P99.Value)}, {CountOf(latency.P99)}"),
            new("Throughput", NumberText.PerSecond(traffic.Throughput.Value), ExactOrReason(traffic.Throughput),
                "over the last minute", $"{NumberText.Count(traffic.Predictions)} in this range")
            {
                Count = CountOf(traffic.Throughput),
            },
            new("Error rate", NumberText.Percent(traffic.ErrorRate.Value), ExactOrReason(traffic.ErrorRate),
                RangeOrReason(traffic.ErrorRate, NumberText.PercentRange), $"{NumberText.Count(traffic.Failed)} of {NumberText.Count(traffic.Predictions)} failed")
            {
                Count = CountOf(traffic.ErrorRate),
            });
    }

    private static TileWords QualityOf(Snapshot snapshot)
    {
        var coverage = snapshot.Labels.Coverage.Value is { } share ? $"{NumberText.Percent(share)} labelled" : "nothing labelled yet";
        coverage += snapshot.MaturingSince is null ? "" : ", maturing";
        var (label, value, figure, range) = snapshot.Regression?.MeanAbsoluteError is { } error
            ? ("MAE", NumberText.Value(error.Value), error, RangeOf)
            : Accuracy(snapshot.Classification?.Accuracy ?? Figure.None("no labels yet"));
        return new(label, value, ExactOrReason(figure), RangeOrReason(figure, range), coverage) { Count = CountOf(figure) };
    }

    private static (string Label, Quantity Value, Figure Figure, Func<Interval, string> Range) Accuracy(Figure figure) =>
        ("Accuracy", NumberText.Percent(figure.Value), figure, NumberText.PercentRange);

    private static string CountOf(Figure figure) => $"n {NumberText.Count(figure.Count)}";

    private static string ExactOrReason(Figure figure) => figure.Undefined ?? NumberText.Exact(figure.Value);

    private static string? RangeOrReason(Figure figure, Func<Interval, string> range) =>
        figure.Interval is { } interval ? range(interval) : figure.Undefined;

    private static string RangeOf(Interval interval) => $"{NumberText.Value(interval.Low)} to {NumberText.Value(interval.High)}";
}

/// <summary>The tiles of the machine.</summary>
internal sealed record HostTiles(TileWords Cpu, TileWords Memory)
{
    private const string Unread = "No reading yet";

    public static readonly HostTiles None = new(
        new("CPU", Quantity.Missing, Unread, "of –", $"this process {Quantity.Missing}"), new("Memory", Quantity.Missing, Unread, $"of {Quantity.Missing}", $"this process {Quantity.Missing}"));

    public static HostTiles Of(SystemSample sample) => new(
        new("CPU", NumberText.Load(sample.CpuShare), null, $"of {NumberText.Cores(sample.Cores)}", $"this process {NumberText.Load(sample.ProcessCpuShare)}"),
        new("Memory", NumberText.Bytes(sample.MemoryUsed), null, $"of {NumberText.Bytes(sample.MemoryTotal)}", $"this process {NumberText.Bytes(sample.WorkingSet)}"));
}
