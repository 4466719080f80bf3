using Plotly.Blazor.LayoutLib;
using XAxisType = Plotly.Blazor.LayoutLib.XAxisLib.TypeEnum;
using YAxisType = Plotly.Blazor.LayoutLib.YAxisLib.TypeEnum;

namespace Dashboard.Components.Charts;

/// <summary>How charts of lines over time are set up that lines.js draws; their colours are in charts.css, by the ids here.</summary>
internal static class LineCharts
{
    private const decimal LeftMargin = 54;
    private const string Unit = "\u00A0%";
    private const string Dashed = "6px,4px";
    private const string Labelled = " (%{customdata[0]:.4g} to %{customdata[1]:.4g})<br>%{customdata[2]:,} labelled";

    public static ChartDefinition Of(ChartFigure figure) => figure switch
    {
        ChartFigure.Percentiles => Percentiles(),
        ChartFigure.Throughput => new(
            [ChartDefinition.Line("rate", null, "%{y:.3g} /s<br>%{customdata[2]:,} predictions")], Layout(new YAxis { TickSuffix = "\u00A0/s" })),
        ChartFigure.ErrorRate => new(
            [
                ChartDefinition.Bound("low", Plotly.Blazor.Traces.ScatterLib.FillEnum.None), ChartDefinition.Bound("high", Plotly.Blazor.Traces.ScatterLib.FillEnum.ToSelf),
                ChartDefinition.Line("errors", null, "%{y:.2f} % (%{customdata[0]:.2f} to %{customdata[1]:.2f})<br>of %{customdata[2]:,} predictions"),
            ],
            Layout(new YAxis { TickSuffix = Unit })),
        ChartFigure.TwoAccuracies => Two(Unit),
        _ => Two(""),
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

    private static ChartDefinition Two(string unit) => new(
        [
            ChartDefinition.Bound("firstlow", Plotly.Blazor.Traces.ScatterLib.FillEnum.None), ChartDefinition.Bound("firsthigh", Plotly.Blazor.Traces.ScatterLib.FillEnum.ToSelf),
            ChartDefinition.Line("first", null, "%{y:.4g}" + unit + Labelled),
            ChartDefinition.Bound("secondlow", Plotly.Blazor.Traces.ScatterLib.FillEnum.None), ChartDefinition.Bound("secondhigh", Plotly.Blazor.Traces.ScatterLib.FillEnum.ToSelf),
            ChartDefinition.Line("second", Dashed, "%{y:.4g}" + unit + Labelled),
        ],
        Layout(new YAxis { TickSuffix = unit }));

    private static Plotly.Blazor.Layout Layout(YAxis y)
    {
        y.ZeroLine = false;
        return ChartDefinition.Frame(
            new XAxis { Type = XAxisType.Date, HoverFormat = "%Y-%m-%d %H:%M:%S", ShowSpikes = true, SpikeThickness = 1 }, y,
            HoverModeEnum.X, LeftMargin);
    }
}
