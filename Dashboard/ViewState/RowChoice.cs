using System.Globalization;
using Dashboard.Core.Exchange;

namespace Dashboard.ViewState;

/// <summary>Which of the selected rows a viewer looks at, and where among them. It lives in the URL.</summary>
/// <param name="Before">Rows that arrived before this sequence number; null for the newest.</param>
/// <param name="Look">How many times as far as usual to look, 1 to <see cref="FurthestLook"/>.</param>
/// <param name="Row">Sequence number of the row whose story is open; null for none.</param>
public sealed record RowChoice(RowFilter Filter, long? Before = null, int Look = 1, long? Row = null)
{
    public const int FurthestLook = 8;

    /// <summary>The query parameters that choose; null removes one.</summary>
    public static readonly IReadOnlyDictionary<string, object?> Nothing = new Dictionary<string, object?>
    {
        ["truth"] = null, ["predicted"] = null, ["outcome"] = null, ["id"] = null, ["before"] = null, ["look"] = null, ["row"] = null,
    };

    /// <summary>Reads the query parameters; never fails: what cannot be read is not chosen.</summary>
    public static RowChoice Parse(string? truth, string? predicted, string? outcome, string? id, string? before = null, string? look = null, string? row = null) => new(
        new RowFilter { Truth = NullIfEmpty(truth), Predicted = NullIfEmpty(predicted), Outcome = ParseOutcome(outcome), Id = NullIfEmpty(id?.Trim()) },
        ParseSequence(before), (int)Math.Clamp(ParseSequence(look) ?? 1, 1, FurthestLook), ParseSequence(row));

    /// <summary>The parameters of another filter, from the newest row.</summary>
    public static IReadOnlyDictionary<string, object?> QueryOf(RowFilter filter) => new Dictionary<string, object?>(Nothing)
    {
        ["truth"] = filter.Truth, ["predicted"] = filter.Predicted, ["outcome"] = PrintOutcome(filter.Outcome), ["id"] = filter.Id,
    };

    /// <summary>The address of the CSV of a selection, cut to the rows of the filter.</summary>
    /// <param name="path">See <see cref="ViewSelection.ExportPath"/>.</param>
    public string ExportPath(string path) => path + string.Concat(QueryOf(Filter)
        .Where(pair => pair.Value is not null).Select(pair => $"&{pair.Key}={Uri.EscapeDataString((string)pair.Value!)}"));

    private static string? PrintOutcome(RowOutcome outcome) => outcome switch
    {
        RowOutcome.Wrong => "wrong",
        RowOutcome.Right => "right",
        RowOutcome.Unlabelled => "unlabelled",
        RowOutcome.Failed => "failed",
        _ => null,
    };

    private static RowOutcome ParseOutcome(string? text) => Enum.GetValues<RowOutcome>().FirstOrDefault(outcome => text is not null && PrintOutcome(outcome) == text);

    private static long? ParseSequence(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
