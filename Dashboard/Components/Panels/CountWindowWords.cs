using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;

namespace Dashboard.Components.Panels;

/// <summary>How well the labels that came last stand for the predictions of their time.</summary>
/// <param name="Meaning">What it is, with its n, or why there is none.</param>
/// <param name="IsWarning">The labels so far mislead.</param>
internal sealed record CountWindowWords(string Name, string Text, string Meaning, bool IsWarning = false)
{
    private const string Unread = "Not read yet";

    /// <summary>What the figures are about, in one line.</summary>
    public static string About(CountWindow? window) => window?.Span is { } span
        ? $"Last {NumberText.Counted(window.DelayP50Seconds.Count, "label")} among {NumberText.Counted(span.Labels.Coverage.Count, "prediction")} of their time"
        : "Last labels among the predictions of their time";

    /// <summary>The same names in the same order whatever is known, so that nothing moves when it comes.</summary>
    /// <param name="window">Null until it is read.</param>
    public static IReadOnlyList<CountWindowWords> Of(CountWindow? window, bool isRegression)
    {
        var lack = Figure.None(window is null ? Unread : "No labels yet");
        var labels = window?.Span?.Labels;
        var (coverage, expected, later) = (labels?.Coverage ?? lack, labels?.ExpectedCoverage ?? lack, labels?.WrongIsLater ?? lack);
        return
        [
            Delay("Delay p50", window?.DelayP50Seconds ?? lack, "half"),
            new("Labelled", Share(coverage), coverage.Undefined ?? $"{NumberText.Count(labels!.Labelled)} of the {NumberText.Counted(coverage.Count, "prediction")} of that time"),
            Delay("Delay p95", window?.DelayP95Seconds ?? lack, "95 %"),
            new("Expected by now", Share(expected), expected.Undefined ?? $"By the delays of {NumberText.Counted(expected.Count, "label")} of the past"),
            Bounds(window, lack),
            isRegression ? new("Wrong ones come", "–", "A number is neither right nor wrong") : WrongOnes(later, labels is { MisleadsSoFar: true }),
        ];
    }

    private static string Share(Figure share) => NumberText.Percent(share.Value).ToString();

    private static CountWindowWords Delay(string name, Figure seconds, string share) => new(
        name, LateLabelWords.Delay(seconds),
        seconds.Undefined ?? $"From prediction to ground truth: {share} of these {NumberText.Counted(seconds.Count, "label")} came sooner");

    private static CountWindowWords Bounds(CountWindow? window, Figure lack) => new(
        "Bounds", window?.Span?.Bounds is { } range ? NumberText.PercentRange(range) : "–",
        window?.Span is not { } span ? lack.Undefined!
            : span.Bounds is null ? "An error has no upper bound, so there is no worst case"
            : "Accuracy of that time with all missing labels wrong, or all right. Not a confidence interval");

    private static CountWindowWords WrongOnes(Figure later, bool mislead)
    {
        var isLater = later.Value > 0.5;
        var word = mislead ? isLater ? "later" : "earlier" : later.Value is null ? "–" : "alike";
        var meaning = mislead
            ? $"Labels of wrong answers come {word} than those of right ones, so the last to come do not stand for all (n {NumberText.Count(later.Count)})"
            : later.Undefined ?? $"Labels of wrong answers come about as late as those of right ones (n {NumberText.Count(later.Count)})";
        return new("Wrong ones come", mislead ? $"▲ {word}" : word, meaning, mislead);
    }
}
