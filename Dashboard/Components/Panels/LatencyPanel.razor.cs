using Dashboard.Components.Charts;
using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>The histogram of latencies, or its table.</summary>
public sealed partial class LatencyPanel
{
    private bool _showsTable;

    [Parameter, EditorRequired]
    public LatencyFigures Latency { get; set; } = null!;

    [Parameter, EditorRequired]
    public ChartLink Link { get; set; } = null!;

    [Parameter]
    public string Class { get; set; } = "span-4";

    private string Label =>
        $"Histogram of latencies. Mean {NumberText.Milliseconds(Latency.Mean.Value)}, "
        + $"95 % of predictions take at most {NumberText.Milliseconds(Latency.P95.Value)}."
        + (Latency.Histogram is [.., { Slower: > 0 } last]
            ? $" The last bar also holds {NumberText.Count(last.Slower)} above {NumberText.Milliseconds(last.ToMs)}."
            : "");
}
