using Dashboard.Components.Charts;
using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;

namespace Dashboard.Components.Panels;

/// <summary>Lines through the middles of columns of traffic.</summary>
internal static class TrafficLines
{
    /// <summary>Said where there are none.</summary>
    public static readonly Lack Lack = new("No predictions in this range", "A longer range may have some.");

    public static LineFigures Of(TrafficOverTime traffic, params IReadOnlyList<(string Name, string Column, Func<TrafficColumn, Figure> Of)> lines) =>
        Of(traffic, [.. lines.Select(line => new FigureLine(line.Name, [.. traffic.Columns.Select(line.Of)]) { Column = line.Column })]);

    /// <summary>One line with its interval.</summary>
    public static LineFigures Banded(TrafficOverTime traffic, string name, Func<TrafficColumn, Figure> of) =>
        Of(traffic, [new FigureLine(name, [.. traffic.Columns.Select(of)], HasBand: true)]);

    private static LineFigures Of(TrafficOverTime traffic, FigureLine[] lines) =>
        new(traffic.Columns[0].From, traffic.Columns[^1].To, [.. traffic.Columns.Select(column => column.Middle)], lines);

    /// <summary>The newest column first: when it begins, how many predictions it has, and <paramref name="cells"/>.</summary>
    public static PointRows Rows(TrafficOverTime traffic, TimeText clock, params IReadOnlyList<(string Head, Func<TrafficColumn, string> Of)> cells) => new(
        [clock.Head("From"), "Predictions", .. cells.Select(cell => cell.Head)],
        traffic.Columns.Reverse().Select(column => (string[])
            [clock.Cell(column.From), NumberText.Count(column.Counts.Predictions).ToString(), .. cells.Select(cell => cell.Of(column))]));
}
