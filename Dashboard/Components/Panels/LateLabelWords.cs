using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;

namespace Dashboard.Components.Panels;

/// <summary>What is said about the labels of a snapshot and the quality they promise.</summary>
/// <param name="Misleads">Null when the labels so far do not.</param>
internal sealed record LateLabelWords(string State, (string Claim, string Detail)? Misleads, IReadOnlyList<ProspectWords> Prospects)
{
    private const int LongestReason = 56;

    public static LateLabelWords Of(Snapshot snapshot, TimeText clock) => new(
        StateOf(snapshot, clock), snapshot.Labels.MisleadsSoFar ? MisleadsOf(snapshot.Labels) : null,
        [LabelsIn(snapshot.Labels), SoFar(snapshot), Corrected(snapshot), Estimated(snapshot)]);

    private static string StateOf(Snapshot snapshot, TimeText clock) => (snapshot.Labels.MatureUntil, snapshot.MaturingSince) switch
    {
        (null, _) when snapshot.Labels.ExpectedCoverage.Value is not null => "when the labels of this range are all in is not known yet",
        (null, _) => "how late labels come is not known yet",
        (_, null) => "mature: the labels of this range have had their time",
        ({ } until, _) when snapshot.Key.Range.IsRelative => $"still maturing: labels of the last {NumberText.Duration(snapshot.AsOf - until)} are not all in",
        (_, { } since) => $"still maturing: labels since {clock.Instant(since)} are not all in",
    };

    private static (string Claim, string Detail) MisleadsOf(LabelFigures labels)
    {
        var isWrongLater = labels.WrongIsLater.Value > 0.5;
        var share = isWrongLater ? labels.WrongIsLater.Value : 1 - labels.WrongIsLater.Value;
        return (
            $"The labels so far look {(isWrongLater ? "better" : "worse")} than they are:",
            $"labels of wrong answers come {(isWrongLater ? "later" : "earlier")} than those of right ones, "
            + $"in {NumberText.Percent(share)} of pairs (n {NumberText.Count(labels.WrongIsLater.Count)}).");
    }

    private static ProspectWords LabelsIn(LabelFigures labels)
    {
        var expected = labels.ExpectedCoverage;
        var delay = labels.DelayP50Seconds.Value is null ? "" : $"delay p50 {Delay(labels.DelayP50Seconds)}, p95 {Delay(labels.DelayP95Seconds)}\n";
        return new(
            "Labels in", NumberText.Percent(labels.Coverage.Value),
            expected.Value is null ? $"of {NumberText.Counted(labels.Coverage.Count, "prediction")}" : $"{NumberText.Percent(expected.Value)} expected by now",
            $"{delay}{NumberText.Count(labels.Parked)} parked, {NumberText.Count(labels.Corrections)} corrected, {Retracted(labels)}{NumberText.Count(labels.LateArrivals)} arrived late",
            Lines(labels.Coverage.Undefined, expected.Undefined, "Parked: ground truths waiting for their prediction, of the whole model. Corrected: labels sent again with another value. "
            + (labels.Retractions == 0 ? "" : "Retracted: labels taken back; their predictions count as unlabelled. ")
            + "Arrived late: predictions received after their bucket was taken for complete; the bucket is revised."))
        {
            Exact = labels.Coverage.Undefined is null ? $"{NumberText.Count(labels.Labelled)} of {NumberText.Counted(labels.Coverage.Count, "prediction")} labelled" : null,
            BasisOf = expected.Undefined is null ? $"By the delays of {NumberText.Counted(expected.Count, "label")} of the past" : null,
        };
    }

    private static string Retracted(LabelFigures labels) => labels.Retractions == 0 ? "" : $"{NumberText.Count(labels.Retractions)} retracted, ";

    private static ProspectWords SoFar(Snapshot snapshot)
    {
        var bounds = snapshot.Quality.Bounds;
        return OfFigure(
            snapshot, $"{(IsRegression(snapshot) ? "MAE" : "Accuracy")} so far",
            snapshot.Regression?.MeanAbsoluteError ?? snapshot.Classification?.Accuracy ?? Figure.None("no labels yet"),
            bounds is { } range ? $"worst to best case {NumberText.PercentRange(range)}" : null,
            "From the labels that have come."
            + (bounds is null ? "" : " Worst to best case: all missing labels wrong, or all right. Not a confidence interval."));
    }

    private static ProspectWords Corrected(Snapshot snapshot) => OfFigure(
        snapshot, "Corrected for late labels", snapshot.Quality.Corrected, snapshot.Quality.Assumes,
        "Each label counts for those of its age that are still to come, by the delays of the past.");

    private static ProspectWords Estimated(Snapshot snapshot) => OfFigure(
        snapshot, "Estimated without labels", snapshot.Quality.Estimated, snapshot.Quality.Band is { } band ? $"band {band}" : null,
        (IsRegression(snapshot) ? "From features, segments and predictions alone, by a tree of past errors" : "From the scores alone, calibrated on past labels")
        + ": it sees a change of the inputs, and is blind to a change of what they mean.");

    private static ProspectWords OfFigure(Snapshot snapshot, string name, Figure figure, string? more, string meaning)
    {
        var isRegression = IsRegression(snapshot);
        var basis = figure.Undefined is { } reason
            ? Short(reason)
            : $"{(figure.Interval is { } interval ? $"{Range(interval, isRegression)}, " : "")}n {NumberText.Count(figure.Count)}";
        return new(
            name, isRegression ? NumberText.Value(figure.Value) : NumberText.Percent(figure.Value), basis, figure.Undefined is null ? more : null,
            Lines(meaning, figure.Undefined))
        {
            Exact = figure.Undefined is null ? NumberText.Exact(figure.Value) : null,
        };
    }

    private static bool IsRegression(Snapshot snapshot) => snapshot.Regression is not null;

    private static string Range(Interval interval, bool isRegression) => isRegression
        ? $"{NumberText.Value(interval.Low)} to {NumberText.Value(interval.High)}"
        : NumberText.PercentRange(interval);

    public static string Delay(Figure seconds) => seconds.Value is { } value ? NumberText.Duration(TimeSpan.FromSeconds(value)).ToString() : "–";

    private static string Lines(params IEnumerable<string?> parts) => string.Join('\n', parts.OfType<string>());

    /// <summary>A long reason without its details, which stand in the tooltip.</summary>
    private static string Short(string reason) => reason.Length <= LongestReason ? reason : reason.Split(": ", 2)[0];
}

/// <summary>One figure of the outlook.</summary>
/// <param name="Basis">What the value rests on, or why there is none.</param>
/// <param name="More">Second thoughts, in lighter ink; lines are kept.</param>
/// <param name="Meaning">What it is, and why there is no value. No figure stands in it: it would take the whole text along with each tick.</param>
internal sealed record ProspectWords(string Name, Quantity Value, string Basis, string? More, string Meaning)
{
    /// <summary>All digits of the value; null when it has none.</summary>
    public string? Exact { get; init; }

    /// <summary>What the basis itself rests on; null when that has been said.</summary>
    public string? BasisOf { get; init; }
}
