using Dashboard.Core.Metrics.Catalogue;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>All metrics of a window as tables.</summary>
public sealed partial class MetricsPanel
{
    private int _known;

    [Parameter, EditorRequired]
    public IReadOnlyList<MeasuredMetric> Metrics { get; set; } = [];

    /// <summary>The positive label; null when there is none.</summary>
    [Parameter]
    public string? Positive { get; set; }

    /// <summary>Chooses another positive label.</summary>
    [Parameter]
    public RenderFragment? Picker { get; set; }

    protected override void OnParametersSet() => _known = Metrics.Count(row => row.Figure.Value is not null);

    private string TitleOf(MetricGroup group) => group switch
    {
        MetricGroup.Answers => "Right answers",
        MetricGroup.PositiveLabel => Positive is null ? "Positive label" : $"About {Positive}",
        MetricGroup.RelativeError => "Relative error",
        MetricGroup.Explained => "Variation explained",
        MetricGroup.Labels => "Ground truth",
        _ => group.ToString(), // Calibration, Direction, Error, Latency, Ranking, Traffic: one word is its own title.
    };

    private static string WordOf(Better better) => better switch
    {
        Better.Higher => "↑ higher",
        Better.Lower => "↓ lower",
        Better.CloserToZero => "→ near 0",
        _ => "",
    };
}
