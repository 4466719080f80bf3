using Dashboard.Components.Charts;
using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>How many predictions a second are made.</summary>
public sealed partial class ThroughputPanel
{
    private LineFigures? _lines;
    private string _label = "";
    private Quantity _mean;
    private Quantity _most;

    [Parameter, EditorRequired]
    public TrafficOverTime Traffic { get; set; } = null!;

    [Parameter, EditorRequired]
    public ChartLink Link { get; set; } = null!;

    [CascadingParameter]
    private TimeText Clock { get; set; } = TimeText.Utc;

    protected override void OnParametersSet()
    {
        _lines = Traffic.Total.Predictions == 0 ? null : TrafficLines.Of(Traffic, ("throughput", "predictions_per_second", column => column.Throughput)) with { FromZero = true };
        (_mean, _most) = (NumberText.PerSecond(Traffic.Throughput.Value), NumberText.PerSecond(Traffic.Columns.Max(column => column.Throughput.Value)));
        _label = $"Throughput over time. Last {NumberText.PerSecond(Traffic.Columns.LastOrDefault(column => column.Throughput.Value is not null)?.Throughput.Value)}, "
            + $"at most {_most}.";
    }

    private PointRows Rows() => TrafficLines.Rows(Traffic, Clock, ("Throughput", column => NumberText.PerSecond(column.Throughput.Value).ToString()));
}
