using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>One curve of an evaluation.</summary>
public sealed partial class EvaluatedCurvePanel
{
    private string _points = "";

    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>What lies on which axis.</summary>
    [Parameter, EditorRequired]
    public string Note { get; set; } = "";

    /// <summary>Both 0 to 1.</summary>
    [Parameter, EditorRequired]
    public IEnumerable<(double X, double Y)> Points { get; set; } = [];

    /// <summary>Draws what chance, or a perfect fit, would give.</summary>
    [Parameter]
    public bool HasDiagonal { get; set; }

    protected override void OnParametersSet() => _points = string.Join(' ', Points.Select(p => $"{Css.Number(100 * p.X)},{Css.Number(100 - (100 * p.Y))}"));
}
