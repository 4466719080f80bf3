using Dashboard.Core.Windowing;

namespace Dashboard.ViewState;

/// <summary>
/// What one viewer has chosen to see of a model. It lives in the URL and nowhere else, so a link shows others the same page.
/// </summary>
/// <param name="Version">Null: all versions together.</param>
public sealed record ViewSelection(string? Version, TimeRange Range)
{
    /// <summary>Null: the whole traffic.</summary>
    public SegmentKey? Segment { get; init; }

    public ChartLines Lines { get; init; } = ChartLineNames.Default;

    /// <summary>Reads the query parameters <c>v</c>, <c>from</c>, <c>to</c>, <c>segment</c> and <c>lines</c>; never fails.</summary>
    public static ViewSelection Parse(string? version, string? from, string? to, string? segment = null, string? lines = null) =>
        new(NullIfEmpty(version), RangeChoice.Parse(from, to))
        {
            Segment = SegmentKey.Parse(segment),
            Lines = ChartLineNames.Parse(lines),
        };

    /// <summary>The parameters <see cref="Parse"/> reads, for <c>NavigationManager.GetUriWithQueryParameters</c>; null removes one.</summary>
    public IReadOnlyDictionary<string, object?> ToQuery()
    {
        var (from, to) = RangeChoice.Print(Range);
        return new Dictionary<string, object?>
        {
            ["v"] = Version, ["from"] = from, ["to"] = to, ["segment"] = Segment?.ToString(),
            ["lines"] = Lines == ChartLineNames.Default ? null : ChartLineNames.Print(Lines),
        };
    }

    /// <summary>Address of an export of this selection, relative to the site's base.</summary>
    /// <param name="kind"><c>events</c> (joined rows) or <c>metrics</c> (windowed figures).</param>
    public string ExportPath(string kind, string model)
    {
        var (from, to) = RangeChoice.Print(Range);
        var query = $"model={Uri.EscapeDataString(model)}";
        query += Version is null ? "" : $"&version={Uri.EscapeDataString(Version)}";
        query += Segment is null ? "" : $"&segment={Uri.EscapeDataString(Segment.ToString())}";
        return $"api/v1/export/{kind}.csv?{query}&from={from}" + (to is null ? "" : $"&to={to}");
    }

    /// <summary>Address of the rows behind a cell of the confusion matrix, relative to the site's base, in this selection.</summary>
    public string DataPath(string model, string truth, string predicted)
    {
        var query = ToQuery().Where(part => part.Value is not null).Select(part => (part.Key, Value: part.Value!.ToString()!))
            .Append(("truth", truth)).Append(("predicted", predicted));
        return ModelAddress.Of(model, "data", "?" + string.Join('&', query.Select(part => $"{part.Item1}={Uri.EscapeDataString(part.Item2)}")));
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
