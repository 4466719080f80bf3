using Dashboard.Core.Predictions;

namespace Dashboard.Core.Windowing;

/// <summary>The timelines of one model's versions, and its count windows over all of them.</summary>
internal sealed class ModelWindows(Model model)
{
    public Model Model { get; } = model;

    /// <summary>In order of first event. Bounded by CatalogLimits.VersionsPerModel.</summary>
    public List<Timeline> Timelines { get; } = [];

    public CountWindows Counts { get; } = new();
}
