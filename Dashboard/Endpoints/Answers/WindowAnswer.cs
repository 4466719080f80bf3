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
    [property: Description("Start of the first bucket counted; prediction time")] DateTimeOffset From,
    [property: Description("End of the last bucket counted")] DateTimeOffset To,
    [property: Description("Instant of evaluation, or the one asked for")] DateTimeOffset AsOf,
    [property: Description("With as_of: only what had arrived by this instant is counted; null for the present")] DateTimeOffset? KnownAt)
{
    public static WindowAnswer Of(WindowReading sums) => Of(sums.Key, sums.Model!, (sums.From, sums.To), sums.AsOf, sums.KnownAt);

    public static WindowAnswer Of(FeatureReading features) =>
        Of(features.Key, features.Model!, (features.From, features.To), features.AsOf, features.KnownAt);

    private static WindowAnswer Of(SnapshotKey key, Model model, (DateTimeOffset From, DateTimeOffset To) window, DateTimeOffset asOf, DateTimeOffset? knownAt) =>
        new(key.Model, ModelKind.Of(model.OutcomeKind), key.Version, key.Segment?.ToString(), window.From, window.To, asOf, knownAt);
}
