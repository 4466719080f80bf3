using Dashboard.Core.Comparison;
using Dashboard.Core.Metrics;
using Dashboard.Core.Metrics.Catalogue;
using Dashboard.Core.Windowing;

namespace Dashboard.Components.Panels;

/// <summary>Two versions of a model over one window.</summary>
/// <param name="Compared">By which metric, and from which difference on it matters.</param>
/// <param name="Rows">Quality first.</param>
/// <param name="Shares">Of all traffic, of the first and the second.</param>
/// <param name="Times">Of the points of both.</param>
public sealed record VersionPair(
    ComparedVersions Compared, VersionComparison Result, IReadOnlyList<MetricPair> Rows, (Figure First, Figure Second) Shares, bool IsRegression,
    DateTimeOffset From, DateTimeOffset To, TimeSpan Span, IReadOnlyList<DateTimeOffset> Times, IReadOnlyList<Figure> First, IReadOnlyList<Figure> Second)
{
    /// <summary>Both over the window the first one has, as the HTTP API does it.</summary>
    public static VersionPair Read(Projection projection, SnapshotKey key, string first, string second)
    {
        var (figures, a) = projection.Look(key with { Version = first });
        var same = key with { Range = TimeRange.Between(a.From, a.To) };
        var (others, b) = projection.Look(same with { Version = second });
        var all = projection.Read(same with { Version = null }).Tally.Predictions;
        var isRegression = a.Model is { IsRegression: true };
        var (compared, result) = SingleLook.Of(first, second, a.Tally, b.Tally, isRegression, delta: null);
        return new(
            compared, result,
            MetricPair.SideBySide(a.ToInput(MetricParameters.Default), b.ToInput(MetricParameters.Default), isRegression, result),
            (ShareOf(a), ShareOf(b)), isRegression, a.From, a.To, figures.Series.Span, [.. figures.Series.Points.Select(point => point.Time)],
            QualityOf(figures.Series), QualityOf(others.Series));

        Figure ShareOf(WindowReading one) => Proportion.Of(one.Tally.Predictions, all, "no predictions in this range");
    }

    public bool HasQuality => First.Concat(Second).Any(figure => figure.Value is not null);

    private static List<Figure> QualityOf(Series series) => [.. series.Points.Select(point => point.ToFigure())];
}
