using Dashboard.Core.Metrics.Features;

namespace Dashboard.Core.Windowing;

/// <summary>A prediction's features as a baseline sorted them. Valid until the next prediction is sorted.</summary>
internal readonly ref struct FeatureMarks(FeatureBaseline baseline, ReadOnlySpan<FeatureMark> marks)
{
    public ReadOnlySpan<FeatureMark> Marks { get; } = marks;

    /// <summary>Null when there is nothing to count.</summary>
    public FeatureBaseline? Baseline { get; } = baseline;
}
