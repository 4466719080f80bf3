using Plotly.Blazor;
using Plotly.Blazor.ConfigLib;
using Plotly.Blazor.LayoutLib;
using Plotly.Blazor.LayoutLib.AnnotationLib;
using Plotly.Blazor.Traces;
using Plotly.Blazor.Traces.ScatterLib;
using Plotly.Blazor.Traces.ScatterLib.MarkerLib;
using Margin = Plotly.Blazor.LayoutLib.Margin;
using PlotlyLayout = Plotly.Blazor.Layout;
using ShapeType = Plotly.Blazor.LayoutLib.ShapeLib.TypeEnum;
using XAxisType = Plotly.Blazor.LayoutLib.XAxisLib.TypeEnum;

namespace Dashboard.Components.Charts;

/// <summary>
/// How each chart is set up. Made empty: charts.js fills it, the first time as every time. No colours here: charts.css gives
/// them, so both themes need one definition.
/// </summary>
internal sealed record ChartDefinition(IList<ITrace> Traces, PlotlyLayout Layout)
{
    private const string Transparent = "rgba(0,0,0,0)";

    public static readonly Config Config = new()
    {
        DisplayModeBar = DisplayModeBarEnum.False, // Seven unnamed links for a screen reader; zoom and download live elsewhere.
        DisplayLogo = false,
        Responsive = false, // Follows only the window; charts.js watches the element.
        ShowTips = false,
    };

    /// <param name="isShare">Its values are percent, where the figure can have either.</param>
    public static ChartDefinition Of(ChartFigure figure, bool isShare = false) => figure switch
    {
        ChartFigure.Accuracy => Quality(".1f", "\u00A0%"),
        ChartFigure.AbsoluteError => Quality(".4g", ""),
        ChartFigure.Latency => Latency(),
        ChartFigure.Roc => StillCharts.Roc(),
        ChartFigure.PrecisionRecall => StillCharts.PrecisionRecall(),
        ChartFigure.Reliability => StillCharts.Reliability(),
        ChartFigure.Errors => StillCharts.Errors(),
        ChartFigure.PredictedTrue => StillCharts.PredictedTrue(),
        _ => LineCharts.Of(figure, isShare),
    };

    /// <summary>What stored quality is multiplied with to be shown; null leaves charts.js as it is.</summary>
    public static double? ScaleOf(ChartFigure figure) => figure switch
    {
        ChartFigure.Accuracy => 100,
        ChartFigure.AbsoluteError => 1,
        _ => null,
    };

    /// <param name="format">Of a value, in d3's language.</param>
    private static ChartDefinition Quality(string format, string unit)
    {
        var (value, range) = ($"%{{y:{format}}}{unit}", $"%{{customdata[0]:{format}}} to %{{customdata[1]:{format}}}{unit}");
        var labelled = $"%{{customdata[3]}}{value} ({range})<br>%{{customdata[2]:,}} labelled"; // The version, where there are several.
        var layout = Frame(TimeAxis(), new YAxis { TickSuffix = unit, ZeroLine = false }, HoverModeEnum.X, leftMargin: 46);
        layout.Shapes = [Shade(), VerticalLine("3px,3px")]; // charts.js places them.
        layout.Annotations = [LineName("labels still arriving", XAnchorEnum.Right, 0, YAnchorEnum.Bottom)];
        return new(
            [
                Band("band"),
                Line("known", null, labelled, "labelled"),
                Band("estimateband"),
                Line("estimate", "6px,4px", $"estimated {value} ({range})<br>%{{customdata[2]:,}} predictions, no labels", "estimated"),
                Line("believed", "2px,3px", $"believed then {value}<br>%{{customdata[2]:,}} labelled by then", "believed then"),
                Version("over1", "12px,4px", SymbolEnum.Square, labelled),
                Version("over2", "8px,3px,2px,3px", SymbolEnum.Diamond, labelled),
                Version("over3", "8px,3px,2px,3px,2px,3px", SymbolEnum.TriangleUp, labelled),
            ],
            layout);
    }

    /// <param name="id">Part of the class names Plotly gives; charts.css knows it.</param>
    /// <param name="name">For the legend of a picture; null where lines.js gives it.</param>
    internal static Scatter Line(string id, string? dash, string hover, string? name = null) => new()
    {
        UId = id,
        Name = name,
        Mode = ModeFlag.Lines,
        Line = new Plotly.Blazor.Traces.ScatterLib.Line { Width = 2, Dash = dash },
        Marker = new Plotly.Blazor.Traces.ScatterLib.Marker { Size = 5 },
        HoverTemplate = hover + "<extra></extra>",
    };

    /// <summary>Of another version, told apart by dash and mark too. lines.js gives the name.</summary>
    private static Scatter Version(string id, string dash, SymbolEnum symbol, string hover)
    {
        var line = Line(id, dash, hover);
        (line.Marker.Symbol, line.Marker.Size) = (symbol, 7);
        return line;
    }

    /// <summary>An interval over time. lines.js gives it closed outlines, so that a gap stays a gap.</summary>
    internal static Scatter Band(string id) => new()
    {
        UId = id,
        Mode = ModeFlag.Lines,
        Line = new Plotly.Blazor.Traces.ScatterLib.Line { Width = 0 },
        Fill = FillEnum.ToSelf,
        HoverInfo = HoverInfoFlag.Skip,
    };

    /// <summary>Behind the lines: the part whose labels are still on their way.</summary>
    private static Shape Shade() => new()
    {
        Type = ShapeType.Rect,
        Layer = Plotly.Blazor.LayoutLib.ShapeLib.LayerEnum.Below,
        X0 = 0,
        X1 = 0,
        Y0 = 0,
        Y1 = 1,
        YRef = "paper",
        Line = new Plotly.Blazor.LayoutLib.ShapeLib.Line { Width = 0 },
    };

    private static ChartDefinition Latency()
    {
        var layout = Frame(
            new XAxis { TickSuffix = "\u00A0ms", ZeroLine = false },
            new YAxis { TickFormat = ",", RangeMode = Plotly.Blazor.LayoutLib.YAxisLib.RangeModeEnum.ToZero },
            HoverModeEnum.Closest,
            leftMargin: 40);
        layout.BarGap = 0;
        layout.Shapes = [VerticalLine("solid"), VerticalLine("6px,4px")];
        layout.Annotations = [LineName("mean", XAnchorEnum.Right, -4), LineName("p95", XAnchorEnum.Left, 4), Beyond()];
        var bars = new Bar
        {
            Marker = new Plotly.Blazor.Traces.BarLib.Marker { Line = new Plotly.Blazor.Traces.BarLib.MarkerLib.Line { Width = 1 } },
            HoverTemplate = "%{customdata[0]:.4g} to %{customdata[1]:.4g} ms<br>%{y:,} predictions%{customdata[2]}<extra></extra>",
        };
        return new([bars], layout);
    }

    /// <summary>The x axis of every chart of time.</summary>
    internal static XAxis TimeAxis() => new() { Type = XAxisType.Date, TickLabelStandoff = 3, HoverFormat = "%Y-%m-%d %H:%M:%S", ShowSpikes = true, SpikeThickness = 1 };

    internal static PlotlyLayout Frame(XAxis x, YAxis y, HoverModeEnum hover, decimal leftMargin)
    {
        (x.FixedRange, x.ShowGrid, x.NTicks) = (true, false, 6); // A chart must not swallow the scrolling of a phone.
        (y.FixedRange, y.NTicks) = (true, 5);
        return new PlotlyLayout
        {
            XAxis = [x],
            YAxis = [y],
            HoverMode = hover,
            DragMode = DragModeEnum.False,
            ShowLegend = false,
            PaperBgColor = Transparent,
            PlotBgColor = Transparent,
            Margin = new Margin { L = leftMargin, R = 8, T = 10, B = 26 },
            UiRevision = "constant",
        };
    }

    private static Shape VerticalLine(string dash) => new()
    {
        Type = ShapeType.Line,
        X0 = 0,
        X1 = 0,
        Y0 = 0,
        Y1 = 1,
        YRef = "paper",
        Line = new Plotly.Blazor.LayoutLib.ShapeLib.Line { Width = 1.5m, Dash = dash },
    };

    /// <summary>Above the last bar: how much of it lies beyond the axis. charts.js writes the text.</summary>
    private static Annotation Beyond() => new()
    {
        Text = "",
        X = 1,
        XRef = "paper",
        XAnchor = XAnchorEnum.Right,
        Y = 0.5m,
        YRef = "paper",
        YAnchor = YAnchorEnum.Bottom,
        ShowArrow = false,
        Font = new Plotly.Blazor.LayoutLib.AnnotationLib.Font { Size = 11 },
    };

    private static Annotation LineName(string name, XAnchorEnum anchor, decimal shift, YAnchorEnum height = YAnchorEnum.Top) => new()
    {
        Text = name,
        X = 0,
        Y = height == YAnchorEnum.Top ? 1 : 0,
        YRef = "paper",
        XAnchor = anchor,
        XShift = shift,
        YAnchor = height,
        ShowArrow = false,
        Font = new Plotly.Blazor.LayoutLib.AnnotationLib.Font { Size = 11 },
    };
}
