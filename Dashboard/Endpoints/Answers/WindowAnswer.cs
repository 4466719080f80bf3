using System.ComponentModel;
using Dashboard.Core.Predictions;
using Dashboard.Core.Windowing;
using Dashboard.Live;

namespace Dashboard.Endpoints.Answers;

/// <summary>What an answer is about.</summary>
internal sealed record WindowAnswer(
    string Model,
    [property: Description("classification, regression or undecided")] string Kind,
    [property: Description("Null: all versions together")] string? Version,
    [property: Description("dimension:value; null: the whole traffic")] string? Segment,
    [property: Description("Start of the first bucket counted, or what was asked for when nothing is kept; prediction time")] DateTimeOffset From,
    [property: Description("End of the last bucket counted")] DateTimeOffset To,
    [property: Description("Instant of evaluation, or the one asked for")] DateTimeOffset AsOf,
    [property: Description("With as_of: only what had arrived by this instant is counted; null for the present")] DateTimeOffset? KnownAt,
    [property: Description("Why nothing at all is told of the window, such as that nothing is kept of its time; null when something is")] string? Reason)
{
    public static WindowAnswer Of(WindowReading sums) => Of(sums.Key, sums.Model!, (sums.From, sums.To), sums.AsOf, sums.KnownAt, sums.Lack.Whole);

    public static WindowAnswer Of(FeatureReading features) =>
        Of(features.Key, features.Model!, (features.From, features.To), features.AsOf, features.KnownAt, features.OfTime);

    private static WindowAnswer Of(
        SnapshotKey key, Model model, (DateTimeOffset From, DateTimeOffset To) window, DateTimeOffset asOf, DateTimeOffset? knownAt, string? reason) =>
        new(key.Model, ModelKind.Of(model.OutcomeKind), key.Version, key.Segment?.ToString(), window.From, window.To, asOf, knownAt, reason);
}
