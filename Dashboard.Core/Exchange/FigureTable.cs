namespace Dashboard.Core.Exchange;

/// <summary>The points of a chart, as a file has them.</summary>
/// <param name="Columns">One word each, with its unit where it has one; a name that a client sent may be part of it.</param>
/// <param name="Rows">
/// As many as the chart has points; each as many cells as there are columns: an instant, a number, a text, or null for what is unknown.
/// </param>
public sealed record FigureTable(IReadOnlyList<string> Columns, IEnumerable<IReadOnlyList<object?>> Rows);
