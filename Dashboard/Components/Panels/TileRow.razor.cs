using Dashboard.Core.Metrics;
using Dashboard.Core.SystemMetrics;
using Dashboard.Core.Windowing;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>Quality, latency, throughput, errors, CPU and memory.</summary>
public sealed partial class TileRow
{
    private Figure _accuracy;
    private string? _coverage;

    [Parameter, EditorRequired]
    public Snapshot Snapshot { get; set; } = null!;

    /// <summary>Null before the first reading.</summary>
    [Parameter]
    public SystemSample? System { get; set; }

    private double? MemoryShare =>
        System is { MemoryUsed: { } used, MemoryTotal: > 0 and var total } ? (double)used / total : null;

    private string Cores => System is null ? "–" : NumberText.Cores(System.Cores);

    protected override void OnParametersSet()
    {
        _accuracy = Snapshot.Classification?.Accuracy ?? Figure.None("no labels yet");
        _coverage = Snapshot.Labels.Coverage.Value is { } share ? $"{NumberText.Percent(share)} labelled" : "nothing labelled yet";
    }

    private static string CountOf(Figure figure) => $"n {NumberText.Count(figure.Count)}";

    private static string ExactOrReason(Figure figure) => figure.Undefined ?? NumberText.Exact(figure.Value);

    private static string? QualityBasis(Figure figure, Func<Interval, string> range) =>
        figure.Interval is { } interval ? range(interval) : figure.Undefined;

    private static string RangeOf(Interval interval) =>
        $"{NumberText.Value(interval.Low)} to {NumberText.Value(interval.High)}";
}
