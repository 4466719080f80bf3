using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;
using Dashboard.ViewState;

namespace Dashboard.Components.Charts;

/// <summary>The quality of versions over time, a line each.</summary>
internal static class VersionLines
{
    /// <summary>Of the versions picked after the first, to be laid over its line; null when there is none, or none is read yet.</summary>
    /// <param name="others">By version; at most those picked.</param>
    public static LineFigures? Of(VersionChoice picked, IReadOnlyDictionary<string, Series>? others, bool isRegression)
    {
        Series[] read = [.. picked.Others.Select(name => others?.GetValueOrDefault(name)).OfType<Series>()];
        DateTimeOffset[] times = [.. read.SelectMany(series => series.Points).Select(point => point.Time).Distinct().Order()];
        return times.Length == 0
            ? null
            : new(times[0], times[^1], times, [.. picked.Others.Select(name => Line(name, Along(times, others?.GetValueOrDefault(name)), isRegression))])
            {
                IsShare = !isRegression,
                Over = picked.First,
            };
    }

    public static FigureLine Line(string version, IReadOnlyList<Figure> figures, bool isRegression) =>
        new(version, figures, HasBand: true) { Column = ColumnOf(version, isRegression) };

    /// <param name="version">Null where only one is shown.</param>
    public static string ColumnOf(string? version, bool isRegression) => (isRegression ? "mae" : "accuracy") + (version is null ? "" : $"_{version}");

    /// <summary>Series of unlike age may end at unlike points.</summary>
    private static List<Figure> Along(DateTimeOffset[] times, Series? series)
    {
        var figures = (series?.Points ?? []).ToDictionary(point => point.Time, point => point.ToFigure());
        return [.. times.Select(time => figures.TryGetValue(time, out var figure) ? figure : Figure.None("not read yet"))];
    }
}
