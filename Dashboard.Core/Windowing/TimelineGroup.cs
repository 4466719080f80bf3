using Dashboard.Core.Predictions;

namespace Dashboard.Core.Windowing;

/// <summary>The timelines of all versions of one model, or of one of its segments, and the count windows over all of them.</summary>
/// <param name="segment">Null for the whole traffic.</param>
internal sealed class TimelineGroup(Model model, Segment? segment)
{
    public Model Model { get; } = model;

    public Segment? Segment { get; } = segment;

    /// <summary>In order of first event. Bounded by CatalogLimits.VersionsPerModel.</summary>
    public List<Timeline> Timelines { get; } = [];

    public CountWindows Counts { get; } = new();

    public Timeline Of(ModelVersion version)
    {
        foreach (var known in Timelines)
        {
            if (known.Version == version)
            {
                return known;
            }
        }

        var timeline = new Timeline(version, this);
        Timelines.Add(timeline);
        return timeline;
    }
}
