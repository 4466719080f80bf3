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
    private static readonly ChartTrace Diagonal = new([0, 1], [0, 1]);
    private static readonly double[] Unit = [-0.01, 1.01];

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
        var positives = Curves.Scores is { Labelled: > 0 } scores ? (double)scores.Positives / scores.Labelled : 0;
        _roc = Curve(Curves.Roc, Diagonal, "false_positive_rate", "true_positive_rate");
        _precision = Curve(Curves.PrecisionRecall, new ChartTrace([0, 1], [positives, positives]), "recall", "precision");
        _reliability = Curves.Reliability.Count == 0 ? null : new ChartData([Diagonal, Points(Curves.Reliability), Ranges(Curves.Reliability)]) { XRange = Unit, YRange = Unit };
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

    private static ChartData? Curve(IReadOnlyList<CurvePoint> points, ChartTrace chance, string x, string y) => points.Count == 0
        ? null
        : new ChartData(
        [
            chance,
            ChartTrace.OfShares(points.Select(p => (p.X, p.Y))) with
            {
                Details = [.. points.Select(p => (IReadOnlyList<object?>)[p.Threshold])], Columns = [x, y, "score_from"],
            },
        ])
        {
            XRange = Unit, YRange = Unit,
        };

    private static ChartTrace Points(IReadOnlyList<ReliabilityPoint> points) => ChartTrace.OfShares(points.Select(p => (p.MeanScore, p.Rate.Value ?? 0))) with
    {
        Details = [.. points.Select(p => (IReadOnlyList<object?>)[p.Rate.Interval?.Low, p.Rate.Interval?.High, p.Rate.Count])],
        Columns = ["mean_score", "share_of_positives", "share_of_positives_low", "share_of_positives_high", "labelled"],
    };

    private static ChartTrace Ranges(IReadOnlyList<ReliabilityPoint> points) => new(
        [.. points.SelectMany(p => (double?[])[p.MeanScore, p.MeanScore, null])], [.. points.SelectMany(p => (double?[])[p.Rate.Interval?.Low, p.Rate.Interval?.High, null])]);

    private string Words(string chart, string name, Figure figure) =>
        $"{chart}, {Curves.Meaning}. {name} {NumberText.Percent(figure.Value)}, {FigureWords.Basis(figure, value => NumberText.Percent(value).ToString())}.";

    private PointRows RocRows() => new(
        ["Score from", "False positive rate", "True positive rate"],
        Curves.Roc.Select(p => (string[])[Score(p.Threshold), $"{NumberText.Percent(p.X)}", $"{NumberText.Percent(p.Y)}"]));

    private PointRows PrecisionRows() => new(
        ["Score from", "Recall", "Precision"],
        Curves.PrecisionRecall.Select(p => (string[])[Score(p.Threshold), $"{NumberText.Percent(p.X)}", $"{NumberText.Percent(p.Y)}"]));

    private PointRows ReliabilityRows() => new(
        ["Mean score", "Positives", "95 % interval", "n"],
        Curves.Reliability.Select(p => (string[])
        [
            $"{NumberText.Percent(p.MeanScore)}", $"{NumberText.Percent(p.Rate.Value)}", p.Rate.Interval is { } range ? NumberText.PercentRange(range) : "–",
            $"{NumberText.Count(p.Rate.Count)}",
        ]));

    private static string Score(double? threshold) => threshold is null ? "never" : NumberText.Value(threshold).ToString();
}
