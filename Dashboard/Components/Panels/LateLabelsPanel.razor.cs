using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>The quality so far beside what it will be: corrected for labels on their way, and estimated without labels.</summary>
public sealed partial class LateLabelsPanel
{
    private const int LongestReason = 56;

    private string? _state;
    private (string Claim, string Detail)? _misleads;
    private Row[] _rows = [];

    [Parameter, EditorRequired]
    public Snapshot Snapshot { get; set; } = null!;

    private LabelFigures Labels => Snapshot.Labels;

    [CascadingParameter]
    private TimeText Clock { get; set; } = TimeText.Utc;

    private bool IsRegression => Snapshot.Regression is not null;

    protected override void OnParametersSet()
    {
        _state = State();
        _misleads = Labels.MisleadsSoFar ? Misleads() : null;
        _rows = [LabelsIn(), SoFar(), Corrected(), Estimated()];
    }

    private string State() => (Labels.MatureUntil, Snapshot.MaturingSince) switch
    {
        (null, _) when Labels.ExpectedCoverage.Value is not null => "when the labels of this range are all in is not known yet",
        (null, _) => "how late labels come is not known yet",
        (_, null) => "mature: the labels of this range have had their time",
        ({ } until, _) when Snapshot.Key.Range.IsRelative => $"still maturing: labels of the last {NumberText.Duration(Snapshot.AsOf - until)} are not all in",
        (_, { } since) => $"still maturing: labels since {Clock.Instant(since)} are not all in",
    };

    private (string Claim, string Detail) Misleads()
    {
        var isWrongLater = Labels.WrongIsLater.Value > 0.5;
        var share = isWrongLater ? Labels.WrongIsLater.Value : 1 - Labels.WrongIsLater.Value;
        return (
            $"The labels so far look {(isWrongLater ? "better" : "worse")} than they are:",
            $"labels of wrong answers come {(isWrongLater ? "later" : "earlier")} than those of right ones, "
            + $"in {NumberText.Percent(share)} of pairs (n {NumberText.Count(Labels.WrongIsLater.Count)}).");
    }

    private Row LabelsIn()
    {
        var expected = Labels.ExpectedCoverage;
        var delay = Labels.DelayP50Seconds.Value is null
            ? null
            : $"delay p50 {Delay(Labels.DelayP50Seconds)}, p95 {Delay(Labels.DelayP95Seconds)}";
        var counts = $"{NumberText.Count(Labels.Parked)} parked, {NumberText.Count(Labels.Corrections)} corrected, {NumberText.Count(Labels.LateArrivals)} arrived late";
        return new Row(
            "Labels in", NumberText.Percent(Labels.Coverage.Value),
            expected.Value is null ? $"of {NumberText.Counted(Labels.Coverage.Count, "prediction")}" : $"{NumberText.Percent(expected.Value)} expected by now",
            delay is null ? counts : $"{delay}\n{counts}",
            $"{Reason(Labels.Coverage, $"{NumberText.Count(Labels.Labelled)} of {NumberText.Counted(Labels.Coverage.Count, "prediction")} labelled.")}\n"
            + $"{Reason(expected, $"Expected: by the delays of {NumberText.Counted(expected.Count, "label")} of the past.")}\n"
            + "Parked: ground truths waiting for their prediction, of the whole model. Corrected: labels sent again with another value. "
            + "Arrived late: predictions received after their bucket was taken for complete; the bucket is revised.");
    }

    private Row SoFar()
    {
        var figure = Snapshot.Regression?.MeanAbsoluteError ?? Snapshot.Classification?.Accuracy ?? Figure.None("no labels yet");
        return OfFigure(
            $"{QualityName} so far", figure,
            Snapshot.Quality.Bounds is { } bounds ? $"worst to best case {NumberText.PercentRange(bounds)}" : null,
            "From the labels that have come."
            + (Snapshot.Quality.Bounds is null ? "" : " Worst to best case: all missing labels wrong, or all right. Not a confidence interval."));
    }

    private Row Corrected() => OfFigure(
        "Corrected for late labels", Snapshot.Quality.Corrected, Snapshot.Quality.Assumes,
        "Each label counts for those of its age that are still to come, by the delays of the past.");

    private Row Estimated() => OfFigure(
        "Estimated without labels", Snapshot.Quality.Estimated, Snapshot.Quality.Band is { } band ? $"band {band}" : null,
        (IsRegression ? "From features, segments and predictions alone, by a tree of past errors" : "From the scores alone, calibrated on past labels")
        + ": it sees a change of the inputs, and is blind to a change of what they mean.");

    private Row OfFigure(string name, Figure figure, string? more, string meaning)
    {
        var basis = figure.Undefined is { } reason
            ? Short(reason)
            : $"{(figure.Interval is { } interval ? $"{Range(interval)}, " : "")}n {NumberText.Count(figure.Count)}";
        return new Row(
            name, IsRegression ? NumberText.Value(figure.Value) : NumberText.Percent(figure.Value), basis, figure.Undefined is null ? more : null,
            $"{meaning}\n{Reason(figure, $"{NumberText.Exact(figure.Value)}, {basis}")}");
    }

    private string QualityName => IsRegression ? "MAE" : "Accuracy";

    private string Range(Interval interval) => IsRegression
        ? $"{NumberText.Value(interval.Low)} to {NumberText.Value(interval.High)}"
        : NumberText.PercentRange(interval);

    private static string Delay(Figure seconds) => seconds.Value is { } value ? NumberText.Duration(TimeSpan.FromSeconds(value)).ToString() : "–";

    private static string Reason(Figure figure, string otherwise) => figure.Undefined ?? otherwise;

    /// <summary>A long reason without its details, which stand in the tooltip.</summary>
    private static string Short(string reason) => reason.Length <= LongestReason ? reason : reason.Split(": ", 2)[0];

    /// <param name="Basis">What the value rests on, or why there is none.</param>
    /// <param name="More">Second thoughts, in lighter ink; lines are kept.</param>
    private sealed record Row(string Name, Quantity Value, string Basis, string? More, string Title);
}
