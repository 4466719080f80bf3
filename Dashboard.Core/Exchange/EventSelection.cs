using Dashboard.Core.Predictions;

namespace Dashboard.Core.Exchange;

/// <summary>Which predictions to export. Null and empty mean all. Times are prediction times, from inclusive, to exclusive.</summary>
public sealed record EventSelection
{
    public string? Model { get; init; }

    public string? Version { get; init; }

    public DateTimeOffset From { get; init; } = DateTimeOffset.MinValue;

    public DateTimeOffset To { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>All must hold.</summary>
    public IReadOnlyList<SegmentCondition> Segments { get; init; } = [];

    /// <summary>False when no selected prediction can be the truth's.</summary>
    public bool MayConcern(in GroundTruthRow row) => Model is null || Model == row.Model.Name;

    public bool Matches(EventBatch events, in PredictionRow row, FieldNames names) =>
        row.EventTicks >= From.UtcTicks
        && row.EventTicks < To.UtcTicks
        && (Model is null || Model == row.Version.Model.Name)
        && (Version is null || Version == row.Version.Name)
        && HasSegments(events.Text(row.Attributes), names);

    private bool HasSegments(ReadOnlySpan<byte> attributes, FieldNames names)
    {
        foreach (var condition in Segments)
        {
            if (!condition.Holds(attributes, names))
            {
                return false;
            }
        }

        return true;
    }
}
