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

    private static string Range(MetricPair row) => row.Difference.Interval is { } interval ? FigureWords.DifferenceRange(row.Metric.Unit, interval) : "";

    /// <summary>Beside the sign: colour alone would not tell everybody.</summary>
    private static string WordOf(MetricPair row) => row.Verdict switch
    {
        ComparisonVerdict.Better => "better",
        ComparisonVerdict.Worse => "worse",
        null when row.Difference.Interval is { Low: > 0 } => "higher",
        null when row.Difference.Interval is { High: < 0 } => "lower",
        _ => "",
    };

    private static string? ClassOf(MetricPair row) => row.Verdict switch
    {
        ComparisonVerdict.Better => "good",
        ComparisonVerdict.Worse => "bad",
        _ => null,
    };
}
