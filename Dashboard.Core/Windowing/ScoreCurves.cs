using Dashboard.Core.Metrics;
using Dashboard.Core.Metrics.Catalogue;

namespace Dashboard.Core.Windowing;

/// <summary>What the scores of a window can do at every threshold, read for one positive label.</summary>
public sealed record ScoreCurves
{
    public const string NoScores = "no scores in this range";

    /// <summary>Null with a <see cref="Reason"/>.</summary>
    public ScoreHistogram? Scores { get; private init; }

    /// <summary>Why there are no curves; null when there are.</summary>
    public string? Reason { get; private init; }

    /// <summary>The positive label's code; null when scores are read as the confidence in whatever was predicted.</summary>
    public int? Positive { get; private init; }

    /// <summary>What a score is read as.</summary>
    public string Meaning { get; private init; } = "nothing";

    public Figure RocAuc { get; private init; }

    public Figure AveragePrecision { get; private init; }

    public Figure CalibrationError { get; private init; }

    /// <summary>False positive rate and true positive rate; at most <see cref="ThresholdMetrics.MaxPoints"/>.</summary>
    public IReadOnlyList<CurvePoint> Roc { get; private init; } = [];

    /// <summary>Recall and precision; at most <see cref="ThresholdMetrics.MaxPoints"/>.</summary>
    public IReadOnlyList<CurvePoint> PrecisionRecall { get; private init; } = [];

    /// <summary>At most ten.</summary>
    public IReadOnlyList<ReliabilityPoint> Reliability { get; private init; } = [];

    public ThresholdChoice? BestF1 { get; private init; }

    /// <summary>Thresholds that can be chosen: all probabilities, or from the lowest to the highest score there is a point for.</summary>
    public (double Low, double High) ScoreRange => Scores is { AreProbabilities: true } ? (0, 1) : (Roc.Min(point => point.Threshold) ?? 0, Roc.Max(point => point.Threshold) ?? 1);

    public long Labelled => Scores?.Labelled ?? 0;

    /// <param name="asked">Code of the positive label asked for; null for the model's.</param>
    public static ScoreCurves Of(WindowReading sums, int? asked)
    {
        var positive = asked ?? sums.Positive;
        var scores = sums.ReadScores(positive);
        return (scores is null ? WhyNot(sums) : sums.WhyNoScoresOf(asked) ?? (scores.Labelled == 0 ? ScoreHistogram.NoLabels : null)) is { } reason
            ? new() { Reason = reason, RocAuc = Figure.None(reason), AveragePrecision = Figure.None(reason), CalibrationError = Figure.None(reason) }
            : Of(scores!, positive is 0 or 1 ? positive : null);
    }

    private static ScoreCurves Of(ScoreHistogram scores, int? positive) => new()
    {
        Scores = scores,
        Positive = positive,
        Meaning = positive is not null
            ? "probability or rank of the positive label"
            : "confidence in whatever was predicted; positive means predicted right",
        RocAuc = RankingMetrics.RocAuc(scores).Figure,
        AveragePrecision = RankingMetrics.AveragePrecision(scores).Figure,
        CalibrationError = CalibrationMetrics.ExpectedError(scores),
        Roc = ThresholdMetrics.RocCurve(scores),
        PrecisionRecall = ThresholdMetrics.PrecisionRecallCurve(scores),
        Reliability = CalibrationMetrics.ReliabilityCurve(scores),
        BestF1 = ThresholdMetrics.BestF1(scores),
    };

    private static string WhyNot(WindowReading sums) =>
        sums.Model is null or { IsRegression: true } ? "a model that predicts numbers has no scores"
        : sums.Lack.Explain(Figure.None(NoScores), MetricFamily.Scores, sums.Tally).Undefined!;
}
