using System.ComponentModel;
using Dashboard.Core.Exchange;

namespace Dashboard.Endpoints.Answers;

/// <summary>Two models on the ids that both answered in one window.</summary>
internal sealed record ShadowAnswer(
    [property: Description("Prediction time, inclusive; both predictions of a pair lie in the window")] DateTimeOffset From,
    [property: Description("Exclusive")] DateTimeOffset To,
    [property: Description("Instant of evaluation")] DateTimeOffset AsOf,
    [property: Description("accuracy (share, 0 to 1) or mae (in the unit of the outcome)")] string Metric,
    ShadowSide Model,
    ShadowSide Shadow,
    ShadowCounts Counts,
    [property: Description("Shadow less model over the pairs, in the metric's unit, with the interval of a single look from the central limit theorem")] FigureAnswer Difference,
    [property: Description("Holds the true difference at all looks together with 95 %; null while it is too early")] double[]? ConfidenceSequence,
    [property: Description("Against no difference, valid at every look: the strongest evidence over the pairs in the order in which they became known")] double PValue,
    [property: Description("McNemar's exact two-sided p, for one look at a time fixed beforehand; null for regression and without pairs")] double? McnemarP,
    [property: Description("Of the shadow: too_early, undecided, better, worse or equivalent")] string Verdict,
    [property: Description("The smallest difference that matters, in the metric's unit")] double Delta,
    [property: Description("The shadow is at most delta worse")] bool IsNotWorse,
    [property: Description("About so many more pairs bring a verdict if the difference stays; null when there is one or none in sight")] long? More,
    [property: Description("The verdict in plain words")] string Sentence,
    [property: Description("What the verdict rests on")] string Caution)
{
    private const string EveryLook =
        "The verdict, p_value and the confidence sequence hold however often one looks, as long as from stays what it is. The interval of the difference and mcnemar_p hold for one look.";

    public static ShadowAnswer Of(ShadowReading reading, DateTimeOffset now)
    {
        var (query, result, quality) = (reading.Query, reading.Result, reading.Quality);
        return new(
            query.From, query.To, now, quality.Metric.Name,
            new(query.First.Name, query.FirstVersion, FigureAnswer.Of(quality.First), reading.Counts.OnlyFirst),
            new(query.Second.Name, query.SecondVersion, FigureAnswer.Of(quality.Second), reading.Counts.OnlySecond),
            ShadowCounts.Of(reading),
            FigureAnswer.Of(result.Difference), FigureAnswer.Ends(result.Sequence), result.PValue, reading.ExactP, WireWord.Of(result.Verdict),
            reading.Compared.Delta, result.IsNotWorse, result.More, result.Sentence, EveryLook);
    }
}

internal sealed record ShadowSide(
    string Name,
    [property: Description("Null: all versions together")] string? Version,
    [property: Description("Over the pairs alone: accuracy with Wilson's interval, or mae with Student's")] FigureAnswer Quality,
    [property: Description("Ids of the window that the other one does not have in it")] long Unpaired);

[Description("Where the ids went that are in the window of both models; pairs + unlabelled + unanswered + conflicting")]
internal sealed record ShadowCounts(
    [property: Description("Answered by both, with ground truth: what is compared")] long Pairs,
    [property: Description("Pairs both got right; null for regression, as the next three")] long? BothRight,
    [property: Description("Pairs only the model got right")] long? OnlyModelRight,
    [property: Description("Pairs only the shadow got right")] long? OnlyShadowRight,
    [property: Description("Pairs neither got right")] long? BothWrong,
    [property: Description("Answered by both, without ground truth yet")] long Unlabelled,
    [property: Description("At least one of the two calls failed without an answer")] long Unanswered,
    [property: Description("Each model has a ground truth for the id, and they differ: left out")] long Conflicting)
{
    public static ShadowCounts Of(ShadowReading reading) => new(
        reading.Counts.Pairs, reading.Outcomes?.BothRight, reading.Outcomes?.OnlyFirstRight, reading.Outcomes?.OnlySecondRight, reading.Outcomes?.BothWrong,
        reading.Counts.Unlabelled, reading.Counts.Unanswered, reading.Counts.Conflicting);
}
