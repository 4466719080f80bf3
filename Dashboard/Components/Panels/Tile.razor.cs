using Dashboard.Core.Metrics;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>One figure with its trend.</summary>
public sealed partial class Tile
{
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    [Parameter, EditorRequired]
    public Quantity Value { get; set; }

    /// <summary>Sample size, right of the label.</summary>
    [Parameter]
    public string? Count { get; set; }

    /// <summary>All digits, or why there is no value.</summary>
    [Parameter]
    public string? Title { get; set; }

    [Parameter]
    public string? First { get; set; }

    [Parameter]
    public string? Second { get; set; }

    /// <summary>Column of the delta whose trend is drawn; null draws none.</summary>
    [Parameter]
    public string? Spark { get; set; }

    /// <summary>True for the figure the page is about: drawn in the series' colour.</summary>
    [Parameter]
    public bool IsMain { get; set; }

    /// <summary>0 to 1, drawn as a bar; used without <see cref="Spark"/>.</summary>
    [Parameter]
    public double? Level { get; set; }
}
