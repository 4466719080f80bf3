using Dashboard.Core.Comparison;
using Dashboard.Core.Predictions;
using Dashboard.Core.Windowing;
using Dashboard.Endpoints.Answers;
using Dashboard.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dashboard.Endpoints;

/// <summary>Versions and segments of a model against each other (docs/query-api.md).</summary>
internal static class ComparisonEndpoints
{
    private static readonly IReadOnlyList<QueryParameter> OfCompare =
    [
        new("a", "What to compare with: version:2.0, or segment:country:DE.") { IsRequired = true },
        new("b", "What to compare, of the same kind; segments of the same dimension. Differences are b less a.") { IsRequired = true },
        .. QueryParameter.OfWindow,
        QueryParameter.Delta,
    ];

    private static readonly IReadOnlyList<QueryParameter> OfSegments =
    [
        new("dimension", "The dimension to break down by, for example country.") { IsRequired = true },
        QueryParameter.Window, QueryParameter.From, QueryParameter.To, QueryParameter.Version, QueryParameter.AsOf,
    ];

    public static void MapComparisons(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/models/{model}/compare", Compare).Describe(
            "CompareVersions", "Two versions or two segments over the same window",
            "The difference in accuracy (or mean absolute error) with its interval, a confidence sequence that holds at every look (mSPRT), and a verdict.", OfCompare);
        routes.MapGet("/api/v1/models/{model}/segments", RankSegments).Describe(
            "RankSegments", "All values of a dimension, most harmful first",
            "Each against all other values of the dimension, with intervals; which are worse is decided with the false discovery rate held at 10 %.", OfSegments);
    }

    private static Ok<ComparisonAnswer> Compare(string model, HttpContext context, ModelCatalog catalog, Projection projection, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var query = context.ReadQuery();
        var asked = ModelQuery.Read(query, catalog, model, now);
        var (first, second) = (ReadSide(query, asked, "a"), ReadSide(query, asked, "b"));
        if (first == second || first.Version is null != second.Version is null || first.Segment?.Dimension != second.Segment?.Dimension)
        {
            throw QueryReader.Invalid("b", "Must be another one of the same kind as a; segments of the same dimension, else they share predictions.");
        }

        var delta = query.Positive("delta");
        var sides = projection.ReadTogether([first, second], asked.AsOf);
        var (a, b) = (sides[0], sides[1]);
        var (compared, result) = SingleLook.Of(
            NameOf(first, asked), NameOf(second, asked), a.Tally, b.Tally, asked.Model.IsRegression, delta);
        return TypedResults.Ok(ComparisonAnswer.Of(
            WindowAnswer.Of(a) with { Version = asked.Key.Version, Segment = asked.Key.Segment?.ToString() }, QualityAnswer.Observe(a).Metric,
            ComparisonSide.Of(compared.First, a), ComparisonSide.Of(compared.Second, b), compared, result));
    }

    private static Ok<SegmentsAnswer> RankSegments(string model, HttpContext context, ModelCatalog catalog, Projection projection, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var query = context.ReadQuery();
        var dimension = query.Text("dimension") ?? throw QueryReader.Invalid("dimension", "Is required.");
        var asked = ModelQuery.Read(query, catalog, model, now);
        var values = asked.Model.Segments.ValuesOf(dimension);
        if (values.Count == 0)
        {
            throw new QueryException("dimension", "dimension_unknown", "The model has no such dimension.", StatusCodes.Status404NotFound);
        }

        var readings = projection.ReadSegments(asked.Key, dimension, values, asked.AsOf);
        var tallies = values.Zip(readings, (value, reading) => (value, reading.Tally)).ToList();
        var byValue = tallies.ToDictionary(row => row.value, row => row.Tally, StringComparer.Ordinal);
        return TypedResults.Ok(new SegmentsAnswer(
            WindowAnswer.Of(readings[0]) with { Segment = null }, dimension, QualityAnswer.Observe(readings[0]).Metric,
            SegmentRanking.FalseShare, SegmentRanking.LeastCount,
            [.. SegmentEffects.Rank(tallies, asked.Model.IsRegression).Select(effect => SegmentRow.Of(effect, byValue[effect.Segment]))]));
    }

    private static SnapshotKey ReadSide(QueryReader query, ModelQuery asked, string parameter)
    {
        var (kind, name) = ModelQuery.SplitSegment(parameter, query.Text(parameter, maxLength: 1_200) ?? throw QueryReader.Invalid(parameter, "Is required."));
        return kind switch
        {
            "version" when asked.Key.Version is null => asked.Key with { Version = ModelQuery.FindVersion(asked.Model, parameter, name) },
            "segment" when asked.Key.Segment is null => asked.Key with { Segment = ModelQuery.FindSegment(asked.Model, parameter, name) },
            "version" or "segment" => throw QueryReader.Invalid(kind, $"Leave it out: {parameter} names one."),
            _ => throw QueryReader.Invalid(parameter, "Must be version:<name> or segment:<dimension>:<value>."),
        };
    }

    private static string NameOf(SnapshotKey side, ModelQuery asked) =>
        asked.Key.Version is null && side.Version is { } version ? version : side.Segment!.ToString();
}
