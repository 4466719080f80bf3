using Dashboard.Components.Charts;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>The card of a chart that is read now and then.</summary>
public sealed partial class StillPanel
{
    private bool _showsTable;

    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    [Parameter]
    public string? Note { get; set; }

    /// <summary>The figure the chart stands for, above it.</summary>
    [Parameter]
    public RenderFragment? Head { get; set; }

    /// <summary>Below the chart.</summary>
    [Parameter]
    public RenderFragment? Foot { get; set; }

    /// <summary>Right end of the title's line.</summary>
    [Parameter]
    public RenderFragment? Picker { get; set; }

    [Parameter]
    public string Class { get; set; } = "span-4";

    /// <summary>The chart's name, once on a page.</summary>
    [Parameter, EditorRequired]
    public string Role { get; set; } = "";

    [Parameter, EditorRequired]
    public ChartFigure Figure { get; set; }

    [Parameter, EditorRequired]
    public ChartLink Link { get; set; } = null!;

    /// <summary>Null when there is nothing to draw, or there are <see cref="Lines"/>.</summary>
    [Parameter]
    public ChartData? Data { get; set; }

    /// <summary>Lines over time in place of <see cref="Data"/>.</summary>
    [Parameter]
    public LineFigures? Lines { get; set; }

    [Parameter]
    public ChartTrace? Mark { get; set; }

    /// <summary>What the chart shows now, in words.</summary>
    [Parameter]
    public string Label { get; set; } = "";

    /// <summary>Said while there is nothing to draw.</summary>
    [Parameter]
    public Lack Lack { get; set; } = new("Nothing to show", "");

    /// <summary>The points as a table, made when it is asked for.</summary>
    [Parameter, EditorRequired]
    public Func<PointRows> Rows { get; set; } = null!;

    private bool HasPoints => Data is not null || Lines is not null;
}
