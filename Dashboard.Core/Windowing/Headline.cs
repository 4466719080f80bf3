using Dashboard.Core.Comparison;
using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Windowing;

/// <summary>
/// A snapshot in words: the sentence that stands above the charts. It claims only what the intervals carry: with too few
/// labels it says so, a change is named only when the 95 % intervals of both sides are apart, and a difference of versions only when
/// their comparison, which holds however often one looks, has a verdict.
/// </summary>
/// <param name="Claim">The first sentence, to be set strong.</param>
/// <param name="Detail">The numbers it rests on, and what else moved.</param>
public sealed record Headline(HeadlineTone Tone, string Claim, string Detail)
{
    /// <summary>Labels below which nothing is claimed about quality.</summary>
    public const int EnoughLabels = 100;

    public static Headline Of(Snapshot snapshot)
    {
        var subject = snapshot.Key.Version is { } version ? $"{snapshot.Key.Model} {version}" : snapshot.Key.Model;
        subject += InSegment(snapshot.Key);
        if (snapshot.IsEmpty)
        {
            return OfNothing(snapshot, subject);
        }

        var change = ServiceChange.Of(snapshot.Series);
        var calm = snapshot.Labels.Labelled < EnoughLabels
            ? OfTooFewLabels(snapshot, subject)
            : OfVersions(snapshot) ?? OfQuality(snapshot, subject);
        return calm with
        {
            Tone = change.IsWorse ? HeadlineTone.Worse : calm.Tone,
            Detail = $"{calm.Detail} {change.Sentence}".Trim(),
        };
    }

    private static Headline OfNothing(Snapshot snapshot, string subject)
    {
        var newest = snapshot.LastPrediction is { } last ? $"The newest was {NumberText.Ago(last, snapshot.AsOf)}." : "";
        return new(HeadlineTone.Unknown, $"No predictions of {subject} in this time range.", newest);
    }

    private static Headline OfTooFewLabels(Snapshot snapshot, string subject)
    {
        var labelled = snapshot.Labels.Labelled;
        var made = $"{subject} made {NumberText.Counted(snapshot.Traffic.Predictions, "prediction")}";
        return labelled == 0
            ? new(HeadlineTone.Unknown, $"{made}; none has its ground truth yet.", "Quality shows as labels arrive.")
            : new(
                HeadlineTone.Unknown,
                $"{made}; too few are labelled to judge it.",
                $"{NumberText.Count(labelled)} of {EnoughLabels} labels are there.");
    }

    /// <summary>The newest version against the one with the most other traffic, when there is a verdict: the same as on the page of versions.</summary>
    private static Headline? OfVersions(Snapshot snapshot)
    {
        if (snapshot.Key.Version is not null || snapshot.Versions.Count < 2 || snapshot.OutcomeKind == OutcomeKind.Number)
        {
            return null;
        }

        var candidate = snapshot.Versions[0];
        var reference = snapshot.Versions.Skip(1).MaxBy(v => v.Predictions)!;
        if (candidate.Quality.Count < EnoughLabels || reference.Quality.Count < EnoughLabels
            || Judge(reference, candidate) is not (ComparisonVerdict.Worse or ComparisonVerdict.Better))
        {
            return null;
        }

        var difference = candidate.Quality.Value!.Value - reference.Quality.Value!.Value;
        var direction = difference < 0 ? "less" : "more";
        return new(
            difference < 0 ? HeadlineTone.Worse : HeadlineTone.Steady,
            $"{candidate.Version} is {NumberText.PercentPoints(difference)} {direction} accurate than {reference.Version}{InSegment(snapshot.Key)}.",
            $"{NumberText.Percent(candidate.Quality.Value)} vs {NumberText.Percent(reference.Quality.Value)} "
            + $"on {NumberText.Count(candidate.Quality.Count)} and {NumberText.Count(reference.Quality.Count)} labelled predictions.");
    }

    private static ComparisonVerdict Judge(VersionFigures reference, VersionFigures candidate)
    {
        var compared = ComparedVersions.ByAccuracy(reference.Version, candidate.Version, SingleLook.LeastShare);
        return new LiveComparison(compared).Observe(ShareOf(reference.Quality), ShareOf(candidate.Quality)).Verdict;
    }

    private static Share ShareOf(Figure accuracy) => new((long)Math.Round(accuracy.Value!.Value * accuracy.Count), accuracy.Count);

    private static Headline OfQuality(Snapshot snapshot, string subject)
    {
        var basis = $"on {NumberText.Count(snapshot.Labels.Labelled)} labelled of {NumberText.Counted(snapshot.Traffic.Predictions, "prediction")}.";
        var first = snapshot.Series.Points.FirstOrDefault(p => p.Quality is not null && p.Labelled >= EnoughLabels);
        var last = snapshot.Series.Points.LastOrDefault(p => p.Quality is not null && p.Labelled >= EnoughLabels);
        return snapshot.Regression is { } regression
            ? OfError(regression, subject, basis)
            : OfAccuracy(snapshot.Classification!.Accuracy, subject, basis, first, last);
    }

    private static Headline OfAccuracy(Figure accuracy, string subject, string basis, SeriesPoint? first, SeriesPoint? last)
    {
        var range = accuracy.Interval is { } interval ? $"95 % interval {NumberText.PercentRange(interval)}, " : "";
        if (AreApart(IntervalOf(first), IntervalOf(last)) && last!.Quality < first!.Quality)
        {
            return new(
                HeadlineTone.Worse,
                $"{subject} got less accurate: {NumberText.Percent(last.Quality)} now, {NumberText.Percent(first.Quality)} at the start.",
                $"{NumberText.Percent(accuracy.Value)} over the whole range, {range}{basis}");
        }

        return new(HeadlineTone.Steady, $"{subject} is right {NumberText.Percent(accuracy.Value)} of the time.", Capitalised(range + basis));
    }

    private static Headline OfError(RegressionFigures error, string subject, string basis)
    {
        var mean = error.MeanAbsoluteError;
        var claim = $"{subject} is off by {NumberText.Value(mean.Value)} on average.";
        var bias = error.Bias.Value switch
        {
            > 0 => $"It predicts {NumberText.Value(error.Bias.Value)} too high,",
            < 0 => $"It predicts {NumberText.Value(-error.Bias.Value)} too low,",
            _ => "Measured",
        };
        return new(HeadlineTone.Steady, claim, $"{bias} {basis}");
    }

    private static string InSegment(SnapshotKey key) => key.Segment is { } segment ? $" in {segment}" : "";

    private static Interval? IntervalOf(SeriesPoint? point) =>
        point is { Low: { } low, High: { } high } ? new Interval(low, high) : null;

    private static bool AreApart(Interval? one, Interval? other) =>
        one is { } a && other is { } b && (a.High < b.Low || b.High < a.Low);

    private static string Capitalised(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
