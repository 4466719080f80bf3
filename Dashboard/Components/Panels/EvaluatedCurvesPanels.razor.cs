using Dashboard.Components.Charts;
using Dashboard.Core.Evaluations;
using Dashboard.Core.Metrics;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>What the scores of one evaluation can do.</summary>
public sealed partial class EvaluatedCurvesPanels
{
    private Evaluation? _shown;
    private ChartData? _roc;
    private ChartData? _precision;
    private ChartData? _reliability;
    private Figure _auc;
    private Figure _average;
    private Figure _error;

    /// <summary>One with curves.</summary>
    [Parameter, EditorRequired]
    public Evaluation Evaluation { get; set; } = null!;

    [Parameter, EditorRequired]
    public ChartLink Link { get; set; } = null!;

    private EvaluatedCurves Curves => Evaluation.Curves!;

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(Evaluation, _shown))
        {
            return;
        }

        _shown = Evaluation;
        _roc = ScoreCharts.Roc(Curves.Roc);
        _precision = ScoreCharts.PrecisionRecall(Curves.PrecisionRecall, Positives);
        _reliability = ScoreCharts.Reliability(Curves.Reliability);
        (_auc, _average, _error) = (Find("roc_auc"), Find("average_precision"), Find("ece", "confidence_ece"));
    }

    /// <summary>Null where no label is the positive one.</summary>
    private double? Positives => Evaluation.Classes.FirstOrDefault(row => row.Label == Evaluation.PositiveLabel) is { } positive
        ? (double)positive.Support / Evaluation.Classes.Sum(row => row.Support)
        : null;

    private Figure Find(params string[] names) =>
        names.Select(Evaluation.Head.FigureOf).FirstOrDefault(figure => figure is not null) ?? Figure.None("not computed for this file");
}
