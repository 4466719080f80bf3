using System.ComponentModel;
using Dashboard.Core.Windowing;
using Dashboard.Live;

namespace Dashboard.Endpoints.Answers;

/// <summary>What an answer is about.</summary>
internal sealed record WindowAnswer(
    string Model,
    [property: Description("classification, regression or undecided")] string Kind,
    [property: Description("Null: all versions together")] string? Version,
    [property: Description("dimension:value; null: the whole traffic")] string? Segment,
    [property: Description("Start of the first bucket counted; prediction time")] DateTimeOffset From,
    [property: Description("End of the last bucket counted")] DateTimeOffset To,
    [property: Description("Instant of evaluation, or the one asked for")] DateTimeOffset AsOf,
    [property: Description("With as_of: only what had arrived by this instant is counted; null for the present")] DateTimeOffset? KnownAt)
{
    public static WindowAnswer Of(WindowReading sums) => new(
        sums.Key.Model, ModelKind.Of(sums.Model!.OutcomeKind), sums.Key.Version, sums.Key.Segment?.ToString(), sums.From, sums.To, sums.AsOf, sums.KnownAt);
}
