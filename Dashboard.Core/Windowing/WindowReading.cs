using Dashboard.Core.Metrics;
using Dashboard.Core.Metrics.Catalogue;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Windowing;

/// <summary>The sums of one window, from which every metric of the catalogue and every curve can be computed. A copy.</summary>
/// <param name="Model">Null when there is no such model.</param>
/// <param name="KnownAt">See <see cref="Snapshot.KnownAt"/>.</param>
/// <param name="Tally">Of the watched versions together.</param>
/// <param name="Blocks">Its regression sums in consecutive parts.</param>
public sealed record WindowReading(
    SnapshotKey Key, Model? Model, DateTimeOffset AsOf, DateTimeOffset? KnownAt, DateTimeOffset From, DateTimeOffset To, Tally Tally,
    IReadOnlyList<PairMoments> Blocks)
{
    /// <summary>Its minutes judged one by one; null when they are not kept, or of a past instant.</summary>
    public ServiceMinutes? Minutes { get; init; }

    /// <summary>
    /// Of a model that predicts numbers, the newest labelled predictions of its whole traffic that lie in the window: at most
    /// <see cref="RecentPairs.Capacity"/>. Empty for segments and for the past.
    /// </summary>
    public IReadOnlyList<LabelledPair> Pairs { get; init; } = [];

    /// <summary>Why figures are undefined, beyond what the sums say.</summary>
    public WindowLack Lack { get; init; }

    /// <summary>Label code that precision, recall and scores are about; null when there is none.</summary>
    public int? Positive => Model is null ? null : PositiveLabel.CodeOf(Model, Tally.Scores);

    public PositiveLabelSource PositiveSource => Model is null ? PositiveLabelSource.None : PositiveLabel.Find(Model, Tally.Scores).Source;

    /// <summary>Accuracy, or mean absolute error for regression.</summary>
    public Figure Quality => Model is { IsRegression: true }
        ? Lack.Explain(RegressionMetrics.MeanAbsoluteError(Tally.Regression), MetricFamily.Regression, Tally)
        : Lack.Explain(ClassificationMetrics.Accuracy(Tally.Correct, Tally.Labelled), MetricFamily.AllClasses, Tally);

    /// <summary>Labelled / predictions that can have a label, 0 to 1.</summary>
    public Figure Coverage => Lack.Explain(LabelMetrics.Coverage(Tally), MetricFamily.Labels, Tally);

    /// <summary>The confusion matrix as shown: the 20 most frequent labels, the others folded.</summary>
    public ConfusionMatrix Matrix => Model is null ? ConfusionMatrix.Empty : MatrixBuilder.Build(Tally.Matrix, Model.Labels);

    /// <summary>Scores read for a label, or for the confidence in whatever was predicted when it is not one of two; null without scores.</summary>
    public ScoreHistogram? ReadScores(int? positive) =>
        Tally.Scores is not { } scores ? null : positive is 0 or 1 ? scores.ReadBinary(positive.Value) : scores.ReadConfidence();

    /// <summary>The text of a class of the confusion matrix.</summary>
    public string LabelOf(int code) => code >= ConfusionCounts.OtherMismatchCode ? ConfusionMatrix.OtherLabel : Model!.Labels[code];

    /// <summary>The code of a label; null when the model has none of this text.</summary>
    public int? FindLabel(string? text) => text is not null && Model is not null && Model.Labels.TryFind(text, out var found) ? found.LabelCode : null;

    /// <summary>Metrics of the window, in the order given.</summary>
    public IReadOnlyList<MeasuredMetric> Measure(IEnumerable<Metric> metrics, MetricParameters parameters)
    {
        var (input, kind) = (ToInput(parameters), Model?.OutcomeKind ?? OutcomeKind.Undecided);
        var scores = WhyNoScoresOf(parameters.PositiveLabel) is { } reason ? new ScoresOfOthers(reason, Positive is null ? OfNoLabel(input) : null) : null;
        return [.. metrics.Select(metric => metric.AppliesTo(kind)
            ? metric.Family == MetricFamily.Scores && scores is not null ? scores.Measure(metric) : Measure(metric, input)
            : new MeasuredMetric(metric, Figure.None("not for models of this kind"), null))];
    }

    /// <summary>
    /// Why the scores say nothing of a label: for two labels they are the probability of the declared one, or of the one whose
    /// predictions score higher; for more, undeclared, the confidence in whatever was predicted. Null when they are this label's, or
    /// when nobody can tell.
    /// </summary>
    public string? WhyNoScoresOf(int? label)
    {
        if (label is not { } asked || Model is null || Tally.Scores is null)
        {
            return null;
        }

        var (spoken, source) = PositiveLabel.Find(Model, Tally.Scores);
        return source switch
        {
            PositiveLabelSource.Declared when spoken != asked => SpeakFor(Model.PositiveLabel!, asked),
            PositiveLabelSource.Scores when spoken != asked => SpeakFor(LabelOf(spoken!.Value), asked),
            PositiveLabelSource.None when Model.Labels.Count > 2 =>
                $"of more than two labels the scores are the confidence in whatever was predicted, not in '{LabelOf(asked)}'",
            _ => null,
        };
    }

    private string SpeakFor(string label, int asked) => $"the scores speak for '{label}', not for '{LabelOf(asked)}': ask for the former";

    private static MetricInput OfNoLabel(MetricInput input) => new(input.Tally, input.Parameters with { PositiveLabel = null });

    private MeasuredMetric Measure(Metric metric, MetricInput input)
    {
        var figure = Lack.Explain(metric.Compute(input), metric.Family, Tally);
        return new MeasuredMetric(metric, figure, figure.Value is null ? null : metric.Remark(input));
    }

    public MetricInput ToInput(MetricParameters parameters) =>
        new(Tally, parameters with { PositiveLabel = parameters.PositiveLabel ?? Positive }) { Length = To - From, RegressionBlocks = Blocks, Minutes = Minutes };

    /// <param name="Confidence">What does not need a label is computed from it; null when the scores are of another label.</param>
    private sealed record ScoresOfOthers(string Reason, MetricInput? Confidence)
    {
        public MeasuredMetric Measure(Metric metric) => Confidence is not null && metric.Compute(Confidence) is { Value: not null } figure
            ? new(metric, figure, metric.Remark(Confidence))
            : new(metric, Figure.None(Reason), null);
    }
}
