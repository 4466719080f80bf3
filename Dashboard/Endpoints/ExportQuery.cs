using Dashboard.Core.Exchange;
using Dashboard.Core.Predictions;
using Dashboard.Core.Windowing;
using Dashboard.Queries;
using Microsoft.OpenApi;

namespace Dashboard.Endpoints;

/// <summary>What the query strings of the exports have in common.</summary>
internal static class ExportQuery
{
    /// <summary>What a metrics export covers when from is left out.</summary>
    private static readonly TimeSpan UsualRange = TimeSpan.FromHours(24);

    private const int MaxSegmentConditions = 16;
    private const int MaxSegmentLength = 1_200;

    public static IReadOnlyList<QueryParameter> OfEvents { get; } =
    [
        new("model", "Exact name; default all models."),
        new("version", "Exact name; default all versions."),
        QueryParameter.From with { Description = QueryParameter.From.Description + " Default everything stored." },
        QueryParameter.To with { Description = "End of the range, exclusive; default everything stored. At most 400 days after from." },
        new("segment", $"dimension:value, up to {MaxSegmentConditions} times: values of one dimension are alternatives, different dimensions must all match.") { IsRepeated = true },
        new("truth", "Label that is the ground truth; 1 to 1200 characters, as the next two."),
        new("predicted", "Label that was predicted."),
        new("id", "Exactly this prediction."),
        new("outcome", "wrong, right, unlabelled (answered, without ground truth yet) or failed; default all."),
        new("trailer", "1 or true: end with a line of the number of rows, the sequence number and the SHA-256. Default 0.", JsonSchemaType.Boolean),
    ];

    public static IReadOnlyList<QueryParameter> OfMetrics { get; } =
    [
        new("model", "Exact name.") { IsRequired = true },
        QueryParameter.Version,
        QueryParameter.From with { Description = QueryParameter.From.Description + " Default 24 hours before to. Rounded outwards to whole windows, as to." },
        QueryParameter.To with { Description = "End of the range, exclusive; default now. At most 400 days after from." },
        QueryParameter.Segment,
        new("step", "Length of a window: 10s, 1m, 5m, 15m, 1h, 6h or 1d; default the finest kept that gives at most 400 windows. At most Export:MaxWindows windows."),
    ];

    /// <exception cref="QueryException">The query does not make a selection.</exception>
    public static EventSelection ReadSelection(QueryReader query, ModelCatalog catalog, DateTimeOffset now)
    {
        var (from, to) = ModelQuery.ReadRange(query, now);
        return new EventSelection
        {
            Model = query.Text("model") is { } model ? ModelQuery.FindModel(catalog, model).Name : null,
            Version = query.Text("version"),
            From = from ?? DateTimeOffset.MinValue,
            To = to ?? DateTimeOffset.MaxValue,
            Segments = ReadSegments(query),
        };
    }

    /// <summary>Which of the selected predictions, by how they turned out.</summary>
    /// <exception cref="QueryException">A word is unknown.</exception>
    public static RowFilter ReadFilter(QueryReader query) => new()
    {
        Truth = query.Text("truth", MaxSegmentLength),
        Predicted = query.Text("predicted", MaxSegmentLength),
        Outcome = query.Choice("outcome", "wrong", "right", "unlabelled", "failed") is { } word ? Enum.Parse<RowOutcome>(word, ignoreCase: true) : RowOutcome.Any,
        Id = query.Text("id", MaxSegmentLength),
    };

    /// <exception cref="QueryException">There are no such windows, or too many.</exception>
    public static MetricWindows ReadWindows(QueryReader query, Projection projection, Model model, ExportOptions options, DateTimeOffset now)
    {
        var (from, to) = ModelQuery.ReadRange(query, now);
        var range = TimeRange.Between(from ?? (to ?? now) - UsualRange, to ?? now);
        var key = new SnapshotKey(model.Name, ModelQuery.ReadVersion(query, model), range) { Segment = ModelQuery.ReadSegment(query, model) };
        if (query.Duration("step") is not { } step)
        {
            var usual = MetricWindows.OfUsualStep(projection, key, now);
            return usual.IsKept ? usual : throw new QueryException("from", "range_not_kept", "Nothing is kept of the beginning of this range.");
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

    /// <summary>Values of one segment are alternatives; different segments must all match.</summary>
    private static SegmentCondition[] ReadSegments(QueryReader query) =>
        [.. query.Texts("segment", MaxSegmentConditions, MaxSegmentLength)
            .Select(segment => ModelQuery.SplitSegment("segment", segment))
            .GroupBy(segment => segment.Name, segment => segment.Value, StringComparer.Ordinal)
            .Select(group => new SegmentCondition(group.Key, group))];
}
