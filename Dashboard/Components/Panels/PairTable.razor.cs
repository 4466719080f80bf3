using Dashboard.Core.Comparison;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>Figures of two sides with their differences, second less first.</summary>
public sealed partial class PairTable
{
    /// <summary>What the table is, for screen readers.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    [Parameter, EditorRequired]
    public string First { get; set; } = "";

    [Parameter, EditorRequired]
    public string Second { get; set; } = "";

    [Parameter, EditorRequired]
    public IReadOnlyList<MetricPair> Rows { get; set; } = [];

    /// <summary>Further rows.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

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
