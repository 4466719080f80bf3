using Dashboard.Core.Predictions;
using Dashboard.Core.Windowing;
using Dashboard.Queries;

namespace Dashboard.Endpoints;

/// <summary>What queries about a model have in common.</summary>
/// <param name="AsOf">An instant in the past; null for the present.</param>
internal sealed record ModelQuery(Model Model, SnapshotKey Key, DateTimeOffset? AsOf)
{
    private static readonly TimeSpan ShortestRange = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestRange = TimeSpan.FromDays(400);

    /// <summary>What a query covers when it does not say.</summary>
    private static readonly TimeSpan UsualRange = TimeSpan.FromHours(1);

    private const int MaxSegmentLength = 1_200;

    /// <summary>Reads <see cref="QueryParameter.OfWindow"/>.</summary>
    /// <exception cref="QueryException">The query names something unknown or makes no window.</exception>
    public static ModelQuery Read(QueryReader query, ModelCatalog catalog, string model, DateTimeOffset now)
    {
        var known = FindModel(catalog, model);
        var asOf = query.Instant("as_of");
        if (asOf > now)
        {
            throw QueryReader.Invalid("as_of", "Lies in the future.");
        }

        var key = new SnapshotKey(known.Name, ReadVersion(query, known), ReadWindow(query, asOf ?? now))
        {
            Segment = ReadSegment(query, known),
        };
        return new(known, key, asOf);
    }

    /// <summary>A name from a path, where Kestrel leaves an encoded slash encoded.</summary>
    public static string Unescaped(string name) => name.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    /// <param name="name">Also as in a path.</param>
    /// <param name="parameter">At fault when there is no such model.</param>
    public static Model FindModel(ModelCatalog catalog, string name, string parameter = "model") =>
        (catalog.Find(name) ?? catalog.Find(Unescaped(name))) is { HasEvents: true } model
            ? model
            : throw new QueryException(parameter, "model_unknown", "There is no such model.", StatusCodes.Status404NotFound);

    public static string? ReadVersion(QueryReader query, Model model) =>
        query.Text("version") is { } version ? FindVersion(model, "version", version) : null;

    public static string FindVersion(Model model, string parameter, string version) =>
        ModelCatalog.FindVersion(model, version) is not null
            ? version
            : throw new QueryException(parameter, "version_unknown", "The model has no such version.", StatusCodes.Status404NotFound);

    public static SegmentKey? ReadSegment(QueryReader query, Model model) =>
        query.Text("segment", MaxSegmentLength) is { } segment ? FindSegment(model, "segment", segment) : null;

    public static SegmentKey FindSegment(Model model, string parameter, string text)
    {
        var (dimension, value) = SplitSegment(parameter, text);
        return model.Segments.Find(dimension, value) is not null
            ? new SegmentKey(dimension, value)
            : throw new QueryException(parameter, "segment_unknown", "The model has no such segment.", StatusCodes.Status404NotFound);
    }

    public static (string Name, string Value) SplitSegment(string parameter, string segment)
    {
        var colon = segment.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 ? (segment[..colon], segment[(colon + 1)..]) : throw QueryReader.Invalid(parameter, "Must be name:value.");
    }

    /// <summary>The label code of <c>positive</c>; null when it is not given.</summary>
    public static int? ReadPositive(QueryReader query, Model model)
    {
        if (query.Text("positive") is not { } text)
        {
            return null;
        }

        return model.Labels.TryFind(text, out var label)
            ? label.LabelCode
            : throw new QueryException("positive", "label_unknown", "The model has no such label.", StatusCodes.Status404NotFound);
    }

    public static double? ReadThreshold(QueryReader query) => query.Number("threshold");

    /// <exception cref="QueryException">The range ends before it begins, or is too long.</exception>
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

    /// <param name="end">What a range ends with when it does not say.</param>
    public static TimeRange ReadWindow(QueryReader query, DateTimeOffset end)
    {
        var (from, to) = ReadRange(query, end);
        var length = query.Duration("window");
        if (length is not null && (from ?? to) is not null)
        {
            throw QueryReader.Invalid("window", "Give either window, or from and to.");
        }

        if (length < ShortestRange || length > LongestRange)
        {
            throw QueryReader.Invalid("window", $"Must be {ShortestRange.TotalSeconds:F0} seconds to {LongestRange.TotalDays:F0} days.");
        }

        if ((from ?? to) is null)
        {
            return TimeRange.Last(length ?? UsualRange);
        }

        var last = to ?? end;
        return (from ?? last - UsualRange) is var first && first < last
            ? TimeRange.Between(first, last)
            : throw new QueryException("from", "range_invalid", "Is not before the end of the range.");
    }
}
