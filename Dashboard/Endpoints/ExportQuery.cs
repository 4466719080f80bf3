using Dashboard.Core.Exchange;
using Dashboard.Core.Predictions;

namespace Dashboard.Endpoints;

/// <summary>What the query strings of the exports have in common.</summary>
internal static class ExportQuery
{
    private static readonly TimeSpan LongestRange = TimeSpan.FromDays(400);

    private const int MaxSegmentConditions = 16;
    private const int MaxSegmentLength = 1_200;

    /// <exception cref="QueryException">The query does not make a selection.</exception>
    public static EventSelection ReadSelection(QueryReader query, ModelCatalog catalog, DateTimeOffset now)
    {
        var (from, to) = ReadRange(query, now);
        return new EventSelection
        {
            Model = query.Text("model") is { } model ? FindModel(catalog, model).Name : null,
            Version = query.Text("version"),
            From = from ?? DateTimeOffset.MinValue,
            To = to ?? DateTimeOffset.MaxValue,
            Segments = ReadSegments(query),
        };
    }

    public static (DateTimeOffset? From, DateTimeOffset? To) ReadRange(QueryReader query, DateTimeOffset now)
    {
        var from = query.Instant("from");
        var to = query.Instant("to");
        if (from > to)
        {
            throw new QueryException("from", "range_invalid", "Is later than to.");
        }

        if ((to ?? now) - from > LongestRange)
        {
            throw new QueryException("from", "range_invalid", $"The range is longer than {LongestRange.TotalDays:F0} days.");
        }

        return (from, to);
    }

    public static Model FindModel(ModelCatalog catalog, string name) =>
        catalog.Find(name) is { HasEvents: true } model
            ? model
            : throw new QueryException("model", "model_unknown", "There is no such model.", StatusCodes.Status404NotFound);

    /// <summary>Values of one segment are alternatives; different segments must all match.</summary>
    private static SegmentCondition[] ReadSegments(QueryReader query) =>
        [.. query.Texts("segment", MaxSegmentConditions, MaxSegmentLength)
            .Select(SplitSegment)
            .GroupBy(segment => segment.Name, segment => segment.Value, StringComparer.Ordinal)
            .Select(group => new SegmentCondition(group.Key, group))];

    private static (string Name, string Value) SplitSegment(string segment)
    {
        var colon = segment.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 ? (segment[..colon], segment[(colon + 1)..]) : throw QueryReader.Invalid("segment", "Must be name:value.");
    }
}
