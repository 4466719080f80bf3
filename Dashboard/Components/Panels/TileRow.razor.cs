using Dashboard.Core.Metrics;
using Dashboard.Core.SystemHistory;
using Dashboard.Core.SystemMetrics;
using Dashboard.Core.Windowing;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>Quality, latency, throughput, errors, CPU and memory.</summary>
public sealed partial class TileRow
{
    private Figure _accuracy;
    private string? _coverage;
    private (TimeRange Range, long? TenSeconds)? _shown;
    private IReadOnlyList<double?> _cpu = [];
    private IReadOnlyList<double?> _memory = [];

    [Parameter, EditorRequired]
    public Snapshot Snapshot { get; set; } = null!;

    /// <summary>Null before the first reading.</summary>
    [Parameter]
    public SystemSample? System { get; set; }

    /// <summary>CPU and memory over a range; asked once per ten seconds, which is as often as they change.</summary>
    [Parameter, EditorRequired]
    public Func<TimeRange, IReadOnlyList<SystemPoint>> History { get; set; } = null!;

    private string Cores => System is null ? "–" : NumberText.Cores(System.Cores);

    protected override void OnParametersSet()
    {
        _accuracy = Snapshot.Classification?.Accuracy ?? Figure.None("no labels yet");
        _coverage = Snapshot.Labels.Coverage.Value is { } share ? $"{NumberText.Percent(share)} labelled" : "nothing labelled yet";
        _coverage += Snapshot.MaturingSince is null ? "" : ", maturing";
        LookBack();
    }

    private void LookBack()
    {
        var shown = (Snapshot.Key.Range, System?.Time.ToUnixTimeSeconds() / 10);
        if (shown != _shown)
        {
            _shown = shown;
            var points = History(Snapshot.Key.Range);
            _cpu = [.. points.Select(p => p.Figures.CpuShare.Mean)];
            _memory = [.. points.Select(p => p.Figures.MemoryShare.Mean)];
        }
    }

    private static string CountOf(Figure figure) => $"n {NumberText.Count(figure.Count)}";

    private static string ExactOrReason(Figure figure) => figure.Undefined ?? NumberText.Exact(figure.Value);

    private static string? QualityBasis(Figure figure, Func<Interval, string> range) =>
        figure.Interval is { } interval ? range(interval) : figure.Undefined;

    private static string RangeOf(Interval interval) =>
        $"{NumberText.Value(interval.Low)} to {NumberText.Value(interval.High)}";
}
