using Dashboard.Core.Exchange;
using Dashboard.Core.Predictions;
using Dashboard.Core.Windowing;
using Dashboard.Queries;

namespace Dashboard.Endpoints;

/// <summary>What the query strings of the exports have in common.</summary>
internal static class ExportQuery
{
    private static readonly TimeSpan LongestRange = TimeSpan.FromDays(400);

    /// <summary>What a metrics export covers when from is left out.</summary>
    private static readonly TimeSpan UsualRange = TimeSpan.FromHours(24);

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

    /// <exception cref="QueryException">There are no such windows, or too many.</exception>
    public static MetricWindows ReadWindows(QueryReader query, Projection projection, Model model, ExportOptions options, DateTimeOffset now)
    {
        var (from, to) = ReadRange(query, now);
        var range = TimeRange.Between(from ?? (to ?? now) - UsualRange, to ?? now);
        var key = new SnapshotKey(model.Name, ReadVersion(query, model), range) { Segment = ReadSegment(query, model) };
        if (query.Duration("step") is not { } step)
        {
            return MetricWindows.OfUsualStep(projection, key, now);
        }

        if (!MetricWindows.NaturalSteps.Contains(step))
        {
            throw QueryReader.Invalid("step", "Must be one of 10s, 1m, 5m, 15m, 1h, 6h, 1d.");
        }

        var windows = MetricWindows.Of(projection, key, now, step);
        if (windows.Count > options.MaxWindows)
        {
            throw new QueryException("step", "too_many_points", $"Gives {windows.Count} windows; at most {options.MaxWindows} are answered.");
        }

        return windows.IsKept
            ? windows
            : throw new QueryException("step", "step_too_fine", "Figures as fine as this are not kept for so old a range; use a longer step.");
    }

    public static Model FindModel(ModelCatalog catalog, string name) =>
        catalog.Find(name) is { HasEvents: true } model
            ? model
            : throw new QueryException("model", "model_unknown", "There is no such model.", StatusCodes.Status404NotFound);

    private static (DateTimeOffset? From, DateTimeOffset? To) ReadRange(QueryReader query, DateTimeOffset now)
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

    private static string? ReadVersion(QueryReader query, Model model)
    {
        var version = query.Text("version");
        return version is null || ModelCatalog.FindVersion(model, version) is not null
            ? version
            : throw new QueryException("version", "version_unknown", "The model has no such version.", StatusCodes.Status404NotFound);
    }

    private static SegmentKey? ReadSegment(QueryReader query, Model model)
    {
        if (query.Text("segment", MaxSegmentLength) is not { } text)
        {
            return null;
        }

        var (dimension, value) = SplitSegment(text);
        return model.Segments.Find(dimension, value) is not null
            ? new SegmentKey(dimension, value)
            : throw new QueryException("segment", "segment_unknown", "The model has no such segment.", StatusCodes.Status404NotFound);
    }

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
