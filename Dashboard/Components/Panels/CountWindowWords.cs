using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;

namespace Dashboard.Components.Panels;

/// <summary>How well the labels that came last stand for the predictions of their time.</summary>
internal static class CountWindowWords
{
    /// <summary>About the labels of a window in a sentence or two; null without labels.</summary>
    public static string? Of(CountWindow window)
    {
        if (window.Span is not { } span)
        {
            return null;
        }

        var missing = span.Bounds is { } bounds ? $"; accuracy is {NumberText.PercentRange(bounds)} with all others wrong or all right" : "";
        return $"The last {NumberText.Counted(window.DelayP50Seconds.Count, "label")} came {LateLabelWords.Delay(window.DelayP50Seconds)} after their predictions in the median, "
            + $"{LateLabelWords.Delay(window.DelayP95Seconds)} at p95. Of the {NumberText.Counted(span.Labels.Coverage.Count, "prediction")} of their time "
            + $"{NumberText.Percent(span.Labels.Coverage.Value)} are labelled{Expected(span.Labels.ExpectedCoverage)}{missing}.{Misleads(span.Labels)}";
    }

    private static string Expected(Figure coverage) => coverage.Value is { } share ? $", {NumberText.Percent(share)} expected by now" : "";

    private static string Misleads(LabelFigures labels) => labels.MisleadsSoFar
        ? $" Labels of wrong answers come {(labels.WrongIsLater.Value > 0.5 ? "later" : "earlier")} than those of right ones, so the last to come do not stand for all."
        : "";
}
