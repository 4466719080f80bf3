using Dashboard.Core.Metrics.Features;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Windowing;

/// <summary>The features of a window beside those of their baseline. A copy.</summary>
/// <param name="Model">Null when there is no such model.</param>
/// <param name="KnownAt">See <see cref="Snapshot.KnownAt"/>.</param>
/// <param name="From">Start of the first bucket; a minute at the finest.</param>
/// <param name="Predictions">Of the window, with and without features.</param>
/// <param name="Baseline">Null while there is none.</param>
/// <param name="Counts">Null when there is nothing to tell.</param>
/// <param name="Lack">Plain words why there are no counts; null when there are.</param>
public sealed record FeatureReading(
    SnapshotKey Key, Model? Model, DateTimeOffset AsOf, DateTimeOffset? KnownAt, DateTimeOffset From, DateTimeOffset To, long Predictions,
    FeatureBaseline? Baseline, FeatureCounts? Counts, string? Lack)
{
    /// <summary>Why nothing at all is told of the window; null when something is.</summary>
    public string? OfTime { get; init; }

    /// <summary>Predictions of the window that carried features, those from before the baseline once they were read from the log.</summary>
    public long Counted => Counts?.Rows ?? 0;

    /// <summary>By name; empty when there is nothing to tell.</summary>
    public IReadOnlyList<FeatureFigures> Figures => Counts is null || Baseline is null
        ? []
        : [.. Baseline.Features.Select(feature => FeatureFigures.Of(feature, Counts, Baseline.Counts))];
}
