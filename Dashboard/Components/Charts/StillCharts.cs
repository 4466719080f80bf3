using Plotly.Blazor.LayoutLib;
using Plotly.Blazor.Traces;
using Plotly.Blazor.Traces.ScatterLib;

namespace Dashboard.Components.Charts;

/// <summary>How the charts that do not follow the ticks are set up; made empty, as <see cref="ChartDefinition"/> says.</summary>
internal static class StillCharts
{
    /// <summary>Of the unit square; d3's own percent has no space.</summary>
    private static readonly object[] Ticks = [0, 0.25, 0.5, 0.75, 1];

    private static readonly object[] TickWords = ["0\u00A0%", "25\u00A0%", "50\u00A0%", "75\u00A0%", "100\u00A0%"];

    public static ChartDefinition Roc() => Square(
        "false positive rate", "true positive rate", "%{y:.1%} of positives found,<br>%{x:.1%} of negatives flagged<br>from score %{customdata[0]:.4g} on");

    public static ChartDefinition PrecisionRecall() => Square(
        "recall", "precision", "precision %{y:.1%}<br>recall %{x:.1%}<br>from score %{customdata[0]:.4g} on");

    public static ChartDefinition Reliability()
    {
        var definition = Square("mean score", "share of positives", "mean score %{x:.1%}<br>positives %{y:.1%} (%{customdata[0]:.1%} to %{customdata[1]:.1%})<br>%{customdata[2]:,} labelled");
        ((Scatter)definition.Traces[1]).Mode = ModeFlag.Lines | ModeFlag.Markers;
        definition.Traces[2] = Plain("range", ModeFlag.Lines);
        return definition;
    }

    public static ChartDefinition Errors()
    {
        var layout = Frame(new XAxis { ZeroLine = true }, new YAxis { TickFormat = ",", RangeMode = Plotly.Blazor.LayoutLib.YAxisLib.RangeModeEnum.ToZero }, "prediction minus ground truth", "labelled predictions");
        layout.BarGap = 0;
        var bars = new Bar
        {
            UId = "errors",
            Marker = new Plotly.Blazor.Traces.BarLib.Marker { Line = new Plotly.Blazor.Traces.BarLib.MarkerLib.Line { Width = 1 } },
            HoverTemplate = "%{customdata[0]:.4g} to %{customdata[1]:.4g}<br>%{y:,} predictions<extra></extra>",
        };
        return new([bars, Plain("mean", ModeFlag.Lines, width: 1.5m)], layout);
    }

    public static ChartDefinition PredictedTrue() => new(
        [
            Plain("chance", ModeFlag.Lines, "4px,4px", 1),
            new Scatter
            {
                UId = "pairs",
                Mode = ModeFlag.Markers,
                Marker = new Plotly.Blazor.Traces.ScatterLib.Marker { Size = 4 },
                HoverTemplate = "predicted %{y:.4g}<br>true %{x:.4g}<extra></extra>",
            },
        ],
        Frame(new XAxis { ZeroLine = false }, new YAxis { ZeroLine = false }, "ground truth", "prediction"));

    /// <summary>A curve in the unit square: what chance would give, the curve, and a mark on it.</summary>
    private static ChartDefinition Square(string x, string y, string hover)
    {
        var curve = new Scatter
        {
            UId = "known",
            Mode = ModeFlag.Lines,
            Line = new Plotly.Blazor.Traces.ScatterLib.Line { Width = 2 },
            Marker = new Plotly.Blazor.Traces.ScatterLib.Marker { Size = 6 },
            HoverTemplate = hover + "<extra></extra>",
        };
        var mark = Plain("mark", ModeFlag.Markers);
        mark.Marker = new Plotly.Blazor.Traces.ScatterLib.Marker { Size = 11 };
        var layout = Frame(
            new XAxis { TickVals = Ticks, TickText = TickWords, ZeroLine = false }, new YAxis { TickVals = Ticks, TickText = TickWords, ZeroLine = false }, x, y);
        layout.Margin.R = 22; // Room for the words of the last tick, which Plotly would leave out.
        return new([Plain("chance", ModeFlag.Lines, "4px,4px", 1), curve, mark], layout);
    }

    /// <param name="id">Part of the class names Plotly gives; charts.css knows it.</param>
    private static Scatter Plain(string id, ModeFlag mode, string? dash = null, decimal width = 2) => new()
    {
        UId = id,
        Mode = mode,
        Line = new Plotly.Blazor.Traces.ScatterLib.Line { Width = width, Dash = dash },
        HoverInfo = HoverInfoFlag.Skip,
    };

    private static Plotly.Blazor.Layout Frame(XAxis x, YAxis y, string xTitle, string yTitle)
    {
        x.Title = new Plotly.Blazor.LayoutLib.XAxisLib.Title { Text = xTitle, Standoff = 8, Font = new() { Size = 11 } };
        y.Title = new Plotly.Blazor.LayoutLib.YAxisLib.Title { Text = yTitle, Standoff = 6, Font = new() { Size = 11 } };
        var layout = ChartDefinition.Frame(x, y, HoverModeEnum.Closest, leftMargin: 56);
        layout.Margin.B = 42;
        return layout;
    }
}
