using Dashboard.Core.Comparison;
using Dashboard.Core.Evaluations;
using Dashboard.Core.Metrics;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>The metrics of an evaluation with intervals and sample sizes.</summary>
public sealed partial class EvaluationFiguresPanel
{
    [Parameter, EditorRequired]
    public Evaluation Evaluation { get; set; } = null!;

    [Parameter]
    public EvaluationComparison? Comparison { get; set; }

    /// <summary>What is compared with; there is one when there is a comparison.</summary>
    [Parameter]
    public EvaluationHead? Other { get; set; }

    /// <summary>Of figures that today's computation would not give.</summary>
    private IEnumerable<string> Remarks => ((EvaluationHead?[])[Evaluation.Head, Comparison is null ? null : Other])
        .Where(head => head?.FormatRemark is not null).Select(head => $"{head!.Name}: {head.FormatRemark}.");

    private string Note => $"{NumberText.Counted(Evaluation.Head.Rows, "row")}"
        + (Evaluation.Head.Version is { } version ? $" of version {version}" : "")
        + (Evaluation.PositiveLabel is { } positive ? $", positive label {positive}" : "")
        + $", computed in {NumberText.Milliseconds(Evaluation.DurationMs)}";

    private static string RangeOf(MetricDifference? change) => change?.Difference.Interval is { } interval
        ? $"{FigureWords.Difference(change.First.Unit, interval.Low)} to {FigureWords.Difference(change.First.Unit, interval.High)}"
        : "";

    private static string WordOf(MetricDifference? change) => change?.Verdict switch
    {
        ComparisonVerdict.Better => "▲ better",
        ComparisonVerdict.Worse => "▼ worse",
        null => "",
        _ => "undecided",
    };

    private static string? ClassOf(MetricDifference? change) => change?.Verdict switch
    {
        ComparisonVerdict.Better => "good",
        ComparisonVerdict.Worse => "bad",
        _ => null,
    };
}
