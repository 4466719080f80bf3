using Dashboard.Queries;
using Microsoft.OpenApi;

namespace Dashboard.Endpoints;

/// <summary>A query parameter: read by its name, described in the OpenAPI document.</summary>
internal sealed record QueryParameter(string Name, string Description, JsonSchemaType Type = JsonSchemaType.String)
{
    public static readonly QueryParameter Window = new("window", "Length of a range that ends now (or at as_of): 10s to 400d, for example 24h. Default 1h. Not together with from or to.");
    public static readonly QueryParameter From = new("from", "Start of a fixed range of prediction time, inclusive: RFC 3339, Unix milliseconds, now, or relative (-24h).");
    public static readonly QueryParameter To = new("to", "End of a fixed range, exclusive; default now.");
    public static readonly QueryParameter Version = new("version", "One version; default all together.");
    public static readonly QueryParameter Segment = new("segment", "One segment as dimension:value, for example country:DE; default the whole traffic.");
    public static readonly QueryParameter AsOf = new("as_of", "An instant in the past: only what had arrived by then is counted. known_at in the answer is the instant really told for.");
    public static readonly QueryParameter Positive = new("positive", "Label that precision, recall and scores are about; default the model's positive label. Figures of scores are told for the label the scores speak for; for another one they are undefined, with the reason.");
    public static readonly QueryParameter Threshold = new("threshold", "Score from which on an answer counts as positive. Default 0.5.", JsonSchemaType.Number);
    public static readonly QueryParameter ZeroDivision = new("zero_division", "What averages over classes make of a class whose share has a divisor of 0: 0 counts it as 0, nan leaves it out. Default 0, as scikit-learn.");
    public static readonly QueryParameter Delta = new("delta", "The smallest difference that matters, above 0: a share (default 0.01), or in the unit of the outcome (default a twentieth of the first one's mean absolute error).", JsonSchemaType.Number);

    /// <summary>Of an answer in pages.</summary>
    public static readonly QueryParameter Limit = new("limit", $"Rows a page, 1 to {LongestPage}; default {UsualPage}.", JsonSchemaType.Integer);

    /// <summary>Of an answer in pages.</summary>
    public static readonly QueryParameter After = new("after", "Where the page begins: next of the page before.");

    private const int LongestPage = 200;
    private const int UsualPage = 50;

    public bool IsRequired { get; init; }

    /// <summary>May be given several times.</summary>
    public bool IsRepeated { get; init; }

    public static int ReadLimit(QueryReader query) => query.Count(Limit.Name, 1, LongestPage, UsualPage);

    public static Core.Metrics.Catalogue.ZeroDivision ReadZeroDivision(QueryReader query) =>
        query.Choice(ZeroDivision.Name, "0", "nan") == "nan" ? Core.Metrics.Catalogue.ZeroDivision.LeaveOut : Core.Metrics.Catalogue.ZeroDivision.Zero;

    /// <summary>What every question about a window takes.</summary>
    public static IReadOnlyList<QueryParameter> OfWindow { get; } = [Window, From, To, Version, Segment, AsOf];
}
