using Dashboard.Components.Charts;
using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>The histogram of latencies, or its table.</summary>
public sealed partial class LatencyPanel
{
    private bool _showsTable;
    private LatencyWords _figures = null!;

    [Parameter, EditorRequired]
    public LatencyFigures Latency { get; set; } = null!;

    [Parameter, EditorRequired]
    public ChartLink Link { get; set; } = null!;

    [Parameter]
    public string Class { get; set; } = "span-4";

    protected override void OnParametersSet() => _figures = Written.Of(Latency, LatencyWords.Of);

    private string Words() =>
        $"Histogram of latencies. Mean {_figures.Mean}, "
        + $"95 % of predictions take at most {_figures.P95}."
        + (Latency.Histogram is [.., { Slower: > 0 } last]
            ? $" The last bar also holds {NumberText.Count(last.Slower)} above {NumberText.Milliseconds(last.ToMs)}."
            : "");

    private sealed record LatencyWords(string Mean, string P95)
    {
        public static LatencyWords Of(LatencyFigures latency) =>
            new(NumberText.Milliseconds(latency.Mean.Value).ToString(), NumberText.Milliseconds(latency.P95.Value).ToString());
    }
}
