using Dashboard.Components.Panels;
using Dashboard.Core.Metrics;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Charts;

/// <summary>Half a ring from 0 to 100 % with a value in its middle.</summary>
public sealed partial class ArcGauge
{
    private static readonly string WarningMark = MarkAt(Levels.Warning);
    private static readonly string CriticalMark = MarkAt(Levels.Critical);

    /// <summary>Null where the position says the same: it is read as a percentage.</summary>
    private string? ValueText => Share is null ? "unknown" : Value.Unit == "%" ? null : Value.ToString();

    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    /// <summary>0 to 1; null is unknown.</summary>
    [Parameter, EditorRequired]
    public double? Share { get; set; }

    /// <summary>What stands in the middle.</summary>
    [Parameter, EditorRequired]
    public Quantity Value { get; set; }

    /// <summary>What the whole ring is, for example "of 8 cores".</summary>
    [Parameter]
    public string? Basis { get; set; }

    /// <summary>A short radial line across the ring (centre 60,62, radius 48, width 11).</summary>
    private static string MarkAt(double share)
    {
        var angle = Math.PI * (1 - share);
        var (x, y) = (Math.Cos(angle), -Math.Sin(angle));
        return $"M{Css.Number(60 + x * 42)} {Css.Number(62 + y * 42)}L{Css.Number(60 + x * 54)} {Css.Number(62 + y * 54)}";
    }
}
