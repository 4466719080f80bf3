using Dashboard.Core.Predictions;

namespace Dashboard.Core.Windowing;

/// <summary>The timelines of every model, whole and by segment, and which of them an event of a slice belongs to.</summary>
internal sealed class TimelineTable(SliceTable slices)
{
    private readonly Dictionary<Model, TimelineGroup> _wholes = []; // Bounded by CatalogLimits.Models.
    private readonly Dictionary<Segment, TimelineGroup> _segments = []; // Bounded by CatalogLimits.SegmentDimensions x SegmentValues a model.
    private readonly List<Timeline[]?> _ofSlices = []; // By Slice.Index. Bounded by the slice table.

    public TimelineGroup? Find(Model model, Segment? segment) =>
        segment is null ? _wholes.GetValueOrDefault(model) : _segments.GetValueOrDefault(segment);

    /// <summary>The segments of a model that have timelines.</summary>
    public IEnumerable<TimelineGroup> SegmentsOf(Model model) => _segments.Values.Where(group => group.Model == model);

    public Timeline Of(ModelVersion version, Segment? segment) => GroupOf(version.Model, segment).Of(version);

    /// <summary>The timelines an event of a slice is counted in: its version's, then those of its segments.</summary>
    public Timeline[] OfSlice(int index)
    {
        while (_ofSlices.Count <= index)
        {
            _ofSlices.Add(null);
        }

        return _ofSlices[index] ??= Collect(slices[index]);
    }

    /// <summary>Forgets a model and returns its timelines.</summary>
    public List<Timeline> Remove(Model model)
    {
        var removed = new List<Timeline>();
        foreach (var group in SegmentsOf(model).ToList())
        {
            removed.AddRange(group.Timelines);
            _segments.Remove(group.Segment!);
        }

        if (_wholes.Remove(model, out var whole))
        {
            removed.AddRange(whole.Timelines);
        }

        for (var slice = 0; slice < _ofSlices.Count; slice++)
        {
            _ofSlices[slice] = slices[slice].Version.Model == model ? null : _ofSlices[slice];
        }

        return removed;
    }

    private Timeline[] Collect(Slice slice) =>
        [Of(slice.Version, null), .. slice.Segments.Select(segment => Of(slice.Version, segment))];

    private TimelineGroup GroupOf(Model model, Segment? segment)
    {
        if (Find(model, segment) is { } known)
        {
            return known;
        }

        var group = new TimelineGroup(model, segment);
        if (segment is null)
        {
            _wholes[model] = group;
        }
        else
        {
            _segments[segment] = group;
        }

        return group;
    }
}
