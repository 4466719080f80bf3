namespace Dashboard.ViewState;

/// <summary>Lines the main chart can show beside the quality known now.</summary>
[Flags]
public enum ChartLines
{
    None = 0,

    /// <summary>Estimated without labels.</summary>
    Estimated = 1,

    /// <summary>What was believed when each point ended.</summary>
    Believed = 2,
}

/// <summary>Reads and writes <see cref="ChartLines"/> as the address and charts.js know them.</summary>
public static class ChartLineNames
{
    public const ChartLines Default = ChartLines.Estimated;

    private const string None = "none";

    private static readonly (ChartLines Line, string Name)[] Known = [(ChartLines.Estimated, "estimated"), (ChartLines.Believed, "believed")];

    /// <summary>Names with commas between them; what is not known is passed over.</summary>
    public static ChartLines Parse(string? names) => string.IsNullOrWhiteSpace(names)
        ? Default
        : Known.Where(k => names.Split(',').Contains(k.Name)).Aggregate(ChartLines.None, (lines, k) => lines | k.Line);

    public static string Print(ChartLines lines) =>
        lines == ChartLines.None ? None : string.Join(',', Known.Where(k => lines.HasFlag(k.Line)).Select(k => k.Name));
}
