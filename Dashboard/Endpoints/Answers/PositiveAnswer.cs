using System.ComponentModel;
using Dashboard.Core.Windowing;

namespace Dashboard.Endpoints.Answers;

/// <summary>The label that precision, recall and scores are about.</summary>
internal sealed record PositiveAnswer(
    string? Label,
    [property: Description("asked, declared, scores (its predictions score higher), order (the last of two in ordinal order) or none")] string Source,
    [property: Description("Why no figure of scores is told for the label asked for; null when they are")] string? Remark)
{
    public static PositiveAnswer Of(WindowReading sums, int? asked = null) => (asked ?? sums.Positive) is { } code
        ? new(sums.LabelOf(code), asked is null ? WireWord.Of(sums.PositiveSource) : "asked", sums.WhyNoScoresOf(asked))
        : new(null, "none", null);
}
