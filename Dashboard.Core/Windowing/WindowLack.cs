using Dashboard.Core.Metrics;
using Dashboard.Core.Metrics.Catalogue;

namespace Dashboard.Core.Windowing;

/// <summary>
/// Why a window lacks figures, where its sums alone would name a wrong reason: they are empty because nothing is kept of its time, or
/// because what was known at an instant in the past is not told apart from what came since.
/// </summary>
/// <param name="Whole">Why nothing at all is told of the window; null when its sums tell something, be it that nothing happened.</param>
/// <param name="Since">What came after an instant in the past; null for the present.</param>
public readonly record struct WindowLack(string? Whole, CameSince? Since)
{
    private const string LatenciesSince = "predictions of this range came since, and their latencies are not told apart";
    private const string ScoresSince = "predictions or labels of this range came since, and scores are not told apart";
    private const string DelaysSince = "predictions or labels of this range came since, and label delays are not told apart";
    private const string NoPredictionsThen = "no predictions of this range had arrived by the instant told";
    private const string NoLabelsThen = "no labels of this range had arrived by the instant told";

    /// <summary>A figure as it is, or undefined with the true reason.</summary>
    /// <param name="tally">Of the window.</param>
    public Figure Explain(Figure figure, MetricFamily family, Tally tally) => Whole is { } whole ? Figure.None(whole)
        : figure.Value is null && Since is { } since && ReasonOf(family, since, tally) is { } reason ? Figure.None(reason, figure.Count)
        : figure;

    /// <summary>A figure that is learned from more than the window.</summary>
    public Figure Explain(Figure figure) => Whole is { } whole ? Figure.None(whole) : figure;

    /// <summary>Of a past instant. Of traffic with predictions only its minutes are undefined, of labels with answers only the delays.</summary>
    private static string? ReasonOf(MetricFamily family, CameSince since, Tally tally) => family switch
    {
        MetricFamily.Traffic => tally.Predictions > 0 ? WindowHistory.NotToldThen : since.Predictions ? NoPredictionsThen : null,
        MetricFamily.Latency => since.Predictions ? LatenciesSince : null,
        MetricFamily.Labels when tally.Answered > 0 => since.Predictions || since.Labels ? DelaysSince : null,
        MetricFamily.Labels => since.Predictions ? NoPredictionsThen : null,
        MetricFamily.Scores => since.Predictions || since.Labels ? ScoresSince : null,
        MetricFamily.ClassScores => WindowHistory.NotToldThen,
        _ => tally.Labelled == 0 && since.Labels ? NoLabelsThen : null,
    };
}

/// <summary>Whether predictions, and whether labels of a window, came after an instant in the past.</summary>
public readonly record struct CameSince(bool Predictions, bool Labels);
