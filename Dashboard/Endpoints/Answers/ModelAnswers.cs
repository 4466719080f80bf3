using System.ComponentModel;
using Dashboard.Core.Predictions;
using Dashboard.Core.Windowing;
using Dashboard.Live;

namespace Dashboard.Endpoints.Answers;

internal sealed record ModelsAnswer(
    IReadOnlyList<ModelRow> Models,
    [property: Description("Ask for the next page with after=<this>; null on the last page")] string? Next);

/// <summary>A model in the list, with its traffic and quality over the window asked for.</summary>
internal sealed record ModelRow(
    string Name,
    [property: Description("classification, regression or undecided")] string Kind,
    [property: Description("Names in order of first sight")] IReadOnlyList<string> Versions,
    [property: Description("Number of labels seen; 0 for regression")] int Labels,
    DateTimeOffset? LastPrediction,
    DateTimeOffset? LastReceived,
    [property: Description("Start of the window counted")] DateTimeOffset From,
    DateTimeOffset To,
    long Predictions,
    [property: Description("Labelled / predictions that can have a label, 0 to 1")] FigureAnswer Coverage,
    [property: Description("accuracy or mae")] string Metric,
    FigureAnswer Quality)
{
    public static ModelRow Of(WindowReading sums, IReadOnlyList<VersionSight> sights)
    {
        var (model, (metric, quality)) = (sums.Model!, QualityAnswer.Observe(sums));
        return new(
            model.Name, ModelKind.Of(model.OutcomeKind), [.. model.Versions.Select(version => version.Name)], model.Labels.Count,
            sights.Max(sight => sight.LastPrediction), sights.Max(sight => sight.LastReceived), sums.From, sums.To, sums.Tally.Predictions,
            FigureAnswer.Of(sums.Coverage), metric, FigureAnswer.Of(quality));
    }
}

/// <summary>Everything known of a model but its metrics.</summary>
internal sealed record ModelAnswer(
    WindowAnswer Window,
    [property: Description("In order of first sight")] IReadOnlyList<VersionRow> Versions,
    [property: Description("In order of first sight; empty for regression")] IReadOnlyList<string> Labels,
    PositiveAnswer Positive,
    [property: Description("Dimensions that are broken down")] IReadOnlyList<DimensionRow> Segments,
    LabelsAnswer GroundTruth,
    [property: Description("Age in seconds from which on predictions have their labels; null while that is not known")] double? MaturityAgeSeconds,
    LimitsAnswer Limits)
{
    public static ModelAnswer Of(Snapshot figures, WindowReading sums, IReadOnlyList<VersionSight> sights, CatalogLimits limits)
    {
        var model = sums.Model!;
        var shares = figures.Versions.ToDictionary(version => version.Version, StringComparer.Ordinal);
        return new(
            WindowAnswer.Of(sums), [.. sights.Select(sight => VersionRow.Of(sight, shares.GetValueOrDefault(sight.Version)))],
            model.Labels.ToList(), PositiveAnswer.Of(sums),
            [.. model.Segments.All.GroupBy(segment => segment.Dimension, StringComparer.Ordinal)
                .Select(group => new DimensionRow(group.Key, [.. group.Select(segment => segment.Value)]))],
            LabelsAnswer.Of(figures), (figures.AsOf - figures.Labels.MatureUntil)?.TotalSeconds, LimitsAnswer.Of(model, limits));
    }
}

/// <param name="Predictions">Of the window; null beyond the 20 newest versions.</param>
internal sealed record VersionRow(
    string Version,
    [property: Description("Start of the finest kept bucket that holds its first prediction")] DateTimeOffset? FirstSeen,
    [property: Description("Time of its newest prediction")] DateTimeOffset? LastPrediction,
    DateTimeOffset? LastReceived,
    long? Predictions,
    [property: Description("Of the model's predictions in the window, 0 to 1")] double? TrafficShare,
    [property: Description("accuracy or mae over the window")] FigureAnswer? Quality,
    FigureAnswer? Coverage)
{
    public static VersionRow Of(VersionSight sight, VersionFigures? figures) => new(
        sight.Version, sight.First, sight.LastPrediction, sight.LastReceived, figures?.Predictions, figures?.TrafficShare,
        figures is null ? null : FigureAnswer.Of(figures.Quality), figures is null ? null : FigureAnswer.Of(figures.Coverage));
}

internal sealed record DimensionRow(string Dimension, [property: Description("__other__ stands for values beyond the limit")] IReadOnlyList<string> Values);

/// <summary>What was left out because there was too much of it.</summary>
internal sealed record LimitsAnswer(
    [property: Description("The most versions; one more is refused")] int Versions,
    [property: Description("The most labels with a row of their own")] int Labels,
    [property: Description("Outcomes with a label beyond that")] long UnlistedOutcomes,
    [property: Description("Segment values counted as __other__")] long FoldedSegmentValues,
    [property: Description("Segment values of dimensions beyond the limit, not broken down")] long IgnoredSegmentValues)
{
    public static LimitsAnswer Of(Model model, CatalogLimits limits) => new(
        limits.VersionsPerModel, model.Labels.Limit, model.Labels.UnlistedCount, model.Segments.FoldedCount, model.Segments.IgnoredCount);
}
