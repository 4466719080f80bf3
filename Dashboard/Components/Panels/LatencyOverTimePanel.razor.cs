using Dashboard.Components.Charts;
using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>The latencies of a range by time: three percentiles over a map of all of them, or a table.</summary>
public sealed partial class LatencyOverTimePanel
{
    private bool _showsTable;
    private LineFigures? _lines;
    private string _label = "";

    [Parameter, EditorRequired]
    public TrafficOverTime Traffic { get; set; } = null!;

    [Parameter, EditorRequired]
    public ChartLink Link { get; set; } = null!;

    protected override void OnParametersSet()
    {
        if (Traffic.Latencies is not { Rows: > 0, EdgesMs: var edges })
        {
            return;
        }

        _lines = TrafficLines.Of(Traffic, 
            ("p50", "latency_p50_ms", column => column.P50), ("p95", "latency_p95_ms", column => column.P95), ("p99", "latency_p99_ms", column => column.P99)) with { Range = (edges[0], edges[^1]) };
        _label = $"Latency percentiles over time, over a map of all latencies. In the newest column half of the predictions took at most {Last(column => column.P50)}, "
            + $"95 % at most {Last(column => column.P95)} and 99 % at most {Last(column => column.P99)}. The table has every column.";
    }

    private string Last(Func<TrafficColumn, Figure> percentile) =>
        NumberText.Milliseconds(Traffic.Columns.Select(percentile).LastOrDefault(figure => figure.Value is not null).Value).ToString();

    private static string LevelWords(int level) => level == LatencyHeat.Levels
        ? $"over {Percent(LatencyHeat.LevelFrom(level))}"
        : $"up to {Percent(LatencyHeat.LevelFrom(level + 1))}";

    private static Quantity Percent(double share) => new(Css.Number(share * 100), "%");
}
