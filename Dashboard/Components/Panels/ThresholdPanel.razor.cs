using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>A slider over the scores, and what each threshold would do to the labelled predictions.</summary>
public sealed partial class ThresholdPanel
{
    /// <summary>What is positive when scores are confidences.</summary>
    private const string Right = "right answers";

    private const int Steps = 100;

    private readonly string _labelId = $"threshold-{Guid.NewGuid():N}";
    private ThresholdCounts _counts;
    private Figure _flagged;
    private string _note = "";
    private double _low;
    private double _high = 1;
    private double _step = 1.0 / Steps;

    [Parameter, EditorRequired]
    public ScoreCurves Curves { get; set; } = null!;

    [Parameter, EditorRequired]
    public double Threshold { get; set; }

    /// <summary>What was asked for and is none; null when <see cref="Threshold"/> is what is shown.</summary>
    [Parameter]
    public string? Unknown { get; set; }

    [Parameter]
    public EventCallback<double> OnThreshold { get; set; }

    /// <summary>Text of the positive label; null when scores are read as confidence.</summary>
    [Parameter]
    public string? Positive { get; set; }

    [Parameter]
    public Lack Lack { get; set; } = new("No scores in this range", "");

    /// <summary>Chooses another positive label.</summary>
    [Parameter]
    public RenderFragment? Picker { get; set; }

    private string Name => Curves.Positive is null ? Right : Positive ?? "positive";

    private string Others => Curves.Positive is null ? "wrong answers" : $"not {Name}";

    protected override void OnParametersSet()
    {
        if (Curves.Scores is not { } scores)
        {
            _note = "";
            return;
        }

        _counts = ThresholdMetrics.At(scores, Threshold);
        _flagged = ThresholdMetrics.PredictedPositive(scores, Threshold);
        (_low, _high) = Curves.ScoreRange;
        _step = (_high - _low) / Steps;
        _note = scores.Labelled < Headline.EnoughLabels
            ? $"{NumberText.Count(scores.Labelled)} of {Headline.EnoughLabels} labelled: too few to decide on"
            : $"{NumberText.Count(scores.Positives)} {Name}, {NumberText.Count(scores.Negatives)} {Others}";
    }

    private (string Name, string Meaning, Figure Figure)[] Figures() =>
    [
        ("Precision", $"Of what is answered {Name}, how much is", _counts.Precision),
        ("Recall", $"Of all {Name}, how much is found", _counts.Recall),
        ("Specificity", $"Of all {Others}, how much is left alone", _counts.Specificity),
        ("F1", "Precision and recall in one number", _counts.F1),
        ("Answered positive", "Share of all scored predictions, labelled or not", _flagged),
    ];
}
