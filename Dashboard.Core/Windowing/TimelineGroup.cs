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

    public CountWindows Counts { get; } = new(isWhole: segment is null);

    /// <summary>Null but for the whole traffic of a model that predicts numbers.</summary>
    public RecentPairs? Pairs { get; private set; }

    public void AddLabel(in LabelChange change, ModelVersion version)
    {
        Counts.AddLabel(change, Model.IsRegression);
        if (Model.IsRegression && Segment is null)
        {
            (Pairs ??= new RecentPairs()).Add(change, version);
        }
    }

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
