using Dashboard.Core.Windowing;

namespace Dashboard.ViewState;

/// <summary>
/// What one viewer has chosen to see of a model. It lives in the URL and nowhere else, so a link shows others the same page.
/// </summary>
public sealed record ViewSelection(VersionChoice Versions, TimeRange Range)
{
    private static readonly string[] Carried = ["v", "from", "to", "segment", "lines", "kiosk"];
    private static readonly string[] CarriedToOthers = ["from", "to", "lines", "kiosk"];

    /// <summary>Of all figures but the lines laid over the main chart. Null: all versions together.</summary>
    public string? Version => Versions.First;

    /// <summary>Null: the whole traffic.</summary>
    public SegmentKey? Segment { get; init; }

    public ChartLines Lines { get; init; } = ChartLineNames.Default;

    /// <summary>The figures stand still for this viewer. A fixed range has nothing to pause.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Reads the query parameters <c>v</c>, <c>from</c>, <c>to</c>, <c>segment</c>, <c>lines</c> and <c>paused</c>; never fails.</summary>
    /// <param name="versions">The parameter may be there several times.</param>
    /// <param name="paused">Present for true, whatever its value but "false".</param>
    public static ViewSelection Parse(
        IEnumerable<string?>? versions, string? from, string? to, string? segment = null, string? lines = null, string? paused = null)
    {
        var range = RangeChoice.Parse(from, to);
        return new(VersionChoice.Of(versions ?? []), range)
        {
            Segment = SegmentKey.Parse(segment),
            Lines = ChartLineNames.Parse(lines),
            IsPaused = range.IsRelative && paused is not null and not "false",
        };
    }

    /// <summary>
    /// What of an address goes along to the model's other pages, with its question mark: what is selected, not what one page lists
    /// or has open; empty when there is nothing.
    /// </summary>
    public static string QueryOf(string address) => Kept(address, Carried);

    /// <summary>The same for another model, which has other versions and segments.</summary>
    public static string RangeOf(string address) => Kept(address, CarriedToOthers);

    /// <summary>The parameters <see cref="Parse"/> reads, for <c>NavigationManager.GetUriWithQueryParameters</c>; null removes one.</summary>
    public IReadOnlyDictionary<string, object?> ToQuery()
    {
        var (from, to) = RangeChoice.Print(Range);
        return new Dictionary<string, object?>
        {
            ["v"] = Versions.First is null ? null : Versions.Names.ToArray(), ["from"] = from, ["to"] = to, ["segment"] = Segment?.ToString(),
            ["lines"] = Lines == ChartLineNames.Default ? null : ChartLineNames.Print(Lines),
            ["paused"] = IsPaused && Range.IsRelative ? "true" : null,
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
    public string DataPath(string model, string truth, string predicted) => DataPath(model, ("truth", truth), ("predicted", predicted));

    /// <summary>Address of the failed rows of this selection, relative to the site's base.</summary>
    public string FailuresPath(string model) => DataPath(model, ("outcome", "failed"));

    private string DataPath(string model, params IEnumerable<(string Name, string Value)> choice)
    {
        var query = (this with { IsPaused = false }).ToQuery()
            .SelectMany(part => (part.Value as IEnumerable<object> ?? [part.Value ?? ""]).Select(value => (part.Key, $"{value}"))).Where(part => part.Item2.Length > 0)
            .Concat(choice);
        return ModelAddress.Of(model, "data", "?" + string.Join('&', query.Select(part => $"{part.Item1}={Uri.EscapeDataString(part.Item2)}")));
    }

    private static string Kept(string address, string[] names)
    {
        var kept = string.Join('&', ModelAddress.QueryOf(address).TrimStart('?').Split('&').Where(part => names.Contains(part.Split('=')[0])));
        return kept.Length == 0 ? "" : "?" + kept;
    }
}
