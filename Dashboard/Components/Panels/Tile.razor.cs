using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>One figure with its trend.</summary>
public sealed partial class Tile
{
    [Parameter, EditorRequired]
    public TileWords Words { get; set; } = null!;

    /// <summary>Column of the delta whose trend is drawn; null draws none.</summary>
    [Parameter]
    public string? Spark { get; set; }

    /// <summary>True for the figure the page is about: drawn in the series' colour.</summary>
    [Parameter]
    public bool IsMain { get; set; }

    /// <summary>Shares (0 to 1) over the range, drawn on a scale of its own from 0 to 1; used without <see cref="Spark"/>.</summary>
    [Parameter]
    public IReadOnlyList<double?>? Trend { get; set; }

    /// <summary>The share now, 0 to 1: colours the trend and is named when it is high.</summary>
    [Parameter]
    public double? Level { get; set; }

    private string? Word => Level is { } level ? Levels.WordOf(level) : null;
}
