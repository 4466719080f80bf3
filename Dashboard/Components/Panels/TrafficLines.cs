using Dashboard.Components.Charts;
using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;

namespace Dashboard.Components.Panels;

/// <summary>Lines through the middles of columns of traffic.</summary>
internal static class TrafficLines
{
    public static LineFigures Of(TrafficOverTime traffic, IReadOnlyList<Func<TrafficColumn, Figure>> lines, bool hasBand = false) => new(
        traffic.Columns[0].From, traffic.Columns[^1].To, [.. traffic.Columns.Select(column => column.Middle)],
        [.. lines.Select(line => new FigureLine([.. traffic.Columns.Select(line)], hasBand))]);
}
