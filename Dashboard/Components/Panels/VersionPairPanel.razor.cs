using Dashboard.Core.Comparison;
using Dashboard.Core.Metrics;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>What two versions have in common and what not.</summary>
public sealed partial class VersionPairPanel
{
    private string _matters = "";

    [Parameter, EditorRequired]
    public VersionPair Pair { get; set; } = null!;

    protected override void OnParametersSet() => _matters =
        $"Differences matter from {(Pair.Compared.IsShare ? NumberText.PercentPoints(Pair.Compared.Delta) : NumberText.Value(Pair.Compared.Delta))} on.";

    private static RenderFragment Cell(MetricUnit unit, Figure figure) => builder =>
    {
        builder.AddContent(0, NumberText.Of(unit, figure.Value).ToString());
        builder.OpenElement(1, "small");
        builder.AddContent(2, figure.Undefined ?? $"{Range(unit, figure.Interval)}n {NumberText.Count(figure.Count)}");
        builder.CloseElement();
    };

    private static string Range(MetricUnit unit, Interval? interval) => interval switch
    {
        null => "",
        { } ends when unit == MetricUnit.Share => $"{NumberText.PercentRange(ends)}, ",
        { } ends => $"{NumberText.Of(unit, ends.Low)} to {NumberText.Of(unit, ends.High)}, ",
    };

    private static string Range(MetricPair row) => row.Difference.Interval is { } interval
        ? $"{FigureWords.Difference(row.Metric.Unit, interval.Low)} to {FigureWords.Difference(row.Metric.Unit, interval.High)}"
        : "";

    /// <summary>Beside the sign: colour alone would not tell everybody.</summary>
    private static string WordOf(MetricPair row) => row.Verdict switch
    {
        ComparisonVerdict.Better => "better",
        ComparisonVerdict.Worse => "worse",
        _ => "",
    };

    private static string? ClassOf(MetricPair row) => row.Verdict switch
    {
        ComparisonVerdict.Better => "good",
        ComparisonVerdict.Worse => "bad",
        _ => null,
    };
}
