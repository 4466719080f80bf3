using Dashboard.Components.Charts;
using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>How often predictions fail.</summary>
public sealed partial class ErrorsPanel
{
    private LineFigures? _lines;
    private string _label = "";

    [Parameter, EditorRequired]
    public TrafficOverTime Traffic { get; set; } = null!;

    [Parameter, EditorRequired]
    public ChartLink Link { get; set; } = null!;

    [CascadingParameter]
    private TimeText Clock { get; set; } = TimeText.Utc;

    protected override void OnParametersSet()
    {
        _lines = Traffic.Total.Predictions == 0 ? null
            : TrafficLines.Banded(Traffic, "error_rate", column => column.Counts.ErrorRate) with { FromZero = true, IsShare = true };
        _label = $"Error rate over time. Over the whole range {NumberText.Percent(Traffic.Total.ErrorRate.Value)} of {NumberText.Counted(Traffic.Total.Predictions, "prediction")} failed.";
    }

    private PointRows Rows() => TrafficLines.Rows(
        Traffic, Clock,
        ("Failed", column => NumberText.Count(column.Counts.Failed).ToString()),
        ("Error rate", column => NumberText.Percent(column.Counts.ErrorRate.Value).ToString()),
        ("95 % interval", column => column.Counts.ErrorRate.Interval is { } range ? FigureWords.Range(MetricUnit.Share, range) : "–"));
}
