namespace Dashboard.Components.Panels;

/// <summary>The points of a chart as text.</summary>
/// <param name="Cells">One row per point, one text per head; at most as many as the chart has points.</param>
public sealed record PointRows(IReadOnlyList<string> Heads, IEnumerable<string[]> Cells);

/// <summary>Why there is nothing to draw, and what helps.</summary>
/// <param name="Progress">0 to 1; null draws no bar.</param>
public sealed record Lack(string Title, string Detail, double? Progress = null);
