using Plotly.Blazor.LayoutLib;
using YAxisType = Plotly.Blazor.LayoutLib.YAxisLib.TypeEnum;

namespace Dashboard.Components.Charts;

/// <summary>How charts of lines over time are set up that lines.js draws; their colours are in charts.css, by the ids here.</summary>
internal static class LineCharts
{
    private const decimal LeftMargin = 54;
    private const string Unit = "\u00A0%";
    private const string Dashed = "6px,4px";

    public static ChartDefinition Of(ChartFigure figure, bool isShare) => figure switch
    {
        ChartFigure.Percentiles => Percentiles(),
        ChartFigure.Throughput => new(
            [ChartDefinition.Line("rate", null, "%{y:.3g} /s<br>%{customdata[2]:,} predictions")], Layout(new YAxis { TickSuffix = "\u00A0/s" })),
        ChartFigure.ErrorRate => new(
            [
                ChartDefinition.Band("band"),
                ChartDefinition.Line("errors", null, "%{y:.2f} % (%{customdata[0]:.2f} to %{customdata[1]:.2f})<br>of %{customdata[2]:,} predictions"),
            ],
            Layout(new YAxis { TickSuffix = Unit })),
        ChartFigure.TwoVersions => new(
            [.. WithBand("first", null, isShare, "%{customdata[2]:,} labelled"), .. WithBand("second", Dashed, isShare, "%{customdata[2]:,} labelled")],
            Layout(new YAxis { TickSuffix = isShare ? Unit : "" })),
        _ => new([.. WithBand("known", null, isShare, "n %{customdata[2]:,}")], Layout(new YAxis { TickSuffix = isShare ? Unit : "", ZeroLine = true })),
    };

    private static ChartDefinition Percentiles()
    {
        var layout = Layout(new YAxis { Type = YAxisType.Log, TickSuffix = "\u00A0ms", TickFormat = "," });
        layout.YAxis[0].ShowGrid = false; // The map behind shows where values are.
        return new(
            [
                ChartDefinition.Line("p50", null, "p50 %{y:.3~s} ms, n %{customdata[2]:,}"),
                ChartDefinition.Line("p95", Dashed, "p95 %{y:.3~s} ms"),
                ChartDefinition.Line("p99", "2px,3px", "p99 %{y:.3~s} ms"),
            ],
            layout);
    }

    private static Plotly.Blazor.ITrace[] WithBand(string id, string? dash, bool isShare, string basis)
    {
        var (format, unit) = isShare ? (".2f", Unit) : (".4g", "");
        var hover = $"%{{y:{format}}}{unit} (%{{customdata[0]:{format}}} to %{{customdata[1]:{format}}}{unit})<br>{basis}";
        return [ChartDefinition.Band($"{id}band"), ChartDefinition.Line(id, dash, hover)];
    }

    private static Plotly.Blazor.Layout Layout(YAxis y)
    {
        y.ZeroLine ??= false;
        return ChartDefinition.Frame(ChartDefinition.TimeAxis(), y, HoverModeEnum.X, LeftMargin);
    }
}
