using System.Globalization;
using Dashboard.Components.Charts;
using Dashboard.Core.Metrics;
using Dashboard.Core.Metrics.Catalogue;
using Dashboard.Core.Windowing;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>Curves of the scores of a window, and what another threshold would do.</summary>
public sealed partial class ScorePanels
{
    /// <summary>A slider that is not moved for so long has come to rest.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(400);

    private ScoreCurves? _shown;
    private string? _asked;
    private double _threshold = MetricParameters.Default.Threshold;
    private string? _unknown;
    private bool _isMoving;
    private ITimer? _settling;
    private ChartData? _roc;
    private ChartData? _precision;
    private ChartData? _reliability;
    private ChartTrace? _onRoc;
    private ChartTrace? _onPrecision;
    private Lack _lack = new("", "");
    private Lack _uncalibrated = new("", "");

    [Parameter, EditorRequired]
    public ScoreCurves Curves { get; set; } = null!;

    /// <summary>Text of the positive label; null when scores are read as confidence.</summary>
    [Parameter]
    public string? Positive { get; set; }

    [Parameter, EditorRequired]
    public ChartLink Link { get; set; } = null!;

    /// <summary>As an address names it; null for the usual one.</summary>
    [Parameter]
    public string? Threshold { get; set; }

    /// <summary>Called when the slider has come to rest; null for the usual one.</summary>
    [Parameter]
    public EventCallback<string?> OnThreshold { get; set; }

    /// <summary>Chooses another positive label.</summary>
    [Parameter]
    public RenderFragment? Picker { get; set; }

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    public void Dispose() => _settling?.Dispose();

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(Curves, _shown) && Threshold == _asked)
        {
            return;
        }

        _isMoving &= Threshold == _asked;
        (_shown, _asked) = (Curves, Threshold);
        if (!_isMoving)
        {
            TakeThreshold();
        }

        _lack = ScoreLack.Of(Curves);
        _uncalibrated = ScoreLack.OfCalibration(Curves);
        _roc = ScoreCharts.Roc(Curves.Roc);
        _precision = ScoreCharts.PrecisionRecall(Curves.PrecisionRecall, Curves.Scores is { Labelled: > 0 } scores ? (double)scores.Positives / scores.Labelled : null);
        _reliability = ScoreCharts.Reliability(Curves.Reliability);
        Mark();
    }

    /// <summary>Scores that are no probabilities have no middle: theirs is where F1 is highest.</summary>
    private double Usual => Curves.Scores is { AreProbabilities: false } && Curves.BestF1?.Threshold is { } best ? best : MetricParameters.Default.Threshold;

    private void TakeThreshold()
    {
        var isNumber = double.TryParse(Threshold, NumberStyles.Float, CultureInfo.InvariantCulture, out var asked);
        var isUsual = string.IsNullOrWhiteSpace(Threshold);
        var (low, high) = Curves.ScoreRange;
        _unknown = isUsual || (isNumber && asked >= low && asked <= high) ? null : Threshold;
        _threshold = isUsual || _unknown is not null ? Usual : asked;
    }

    private void Move(double threshold)
    {
        (_threshold, _unknown, _isMoving) = (threshold, null, true);
        _settling ??= Time.CreateTimer(_ => _ = InvokeAsync(TellAsync), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _settling.Change(Rest, Timeout.InfiniteTimeSpan);
        Mark();
    }

    private Task TellAsync()
    {
        var isUsual = _threshold == MetricParameters.Default.Threshold && Curves.Scores is { AreProbabilities: true };
        return OnThreshold.InvokeAsync(isUsual ? null : _threshold.ToString("R", CultureInfo.InvariantCulture));
    }

    private void Mark()
    {
        if (Curves.Scores is not { } scores || _unknown is not null)
        {
            (_onRoc, _onPrecision) = (null, null);
            return;
        }

        var counts = ThresholdMetrics.At(scores, _threshold);
        _onRoc = counts is { Recall.Value: { } found, Specificity.Value: { } left } ? new ChartTrace([1 - left], [found]) : null;
        _onPrecision = counts is { Recall.Value: { } recall, Precision.Value: { } precision } ? new ChartTrace([recall], [precision]) : new ChartTrace([], []);
    }

    private string Words(string chart, string name, Figure figure) =>
        ScoreCharts.Words($"{chart}, {Curves.Meaning}", name, figure);
}
