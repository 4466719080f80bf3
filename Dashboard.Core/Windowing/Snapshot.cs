using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Windowing;

/// <summary>All figures of one model version and range at one instant. Immutable; numbered per key, rising by one each tick.</summary>
public sealed record Snapshot
{
    public required long Number { get; init; }

    public required SnapshotKey Key { get; init; }

    public required OutcomeKind OutcomeKind { get; init; }

    /// <summary>The instant of evaluation.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>
    /// For a question about the past: all that had arrived by this instant is in the figures, and nothing that arrived after
    /// <see cref="AsOf"/>; of what came between the two, some. Null for the present.
    /// </summary>
    public DateTimeOffset? KnownAt { get; init; }

    /// <summary>Start of the first bucket and end of the last bucket that were merged.</summary>
    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset To { get; init; }

    /// <summary>Why nothing at all is told of the range, such as that nothing is kept of its time; null when something is.</summary>
    public string? Lack { get; init; }

    public required TrafficFigures Traffic { get; init; }

    public required LatencyFigures Latency { get; init; }

    public required LabelFigures Labels { get; init; }

    /// <summary>Null for regression models.</summary>
    public ClassificationFigures? Classification { get; init; }

    /// <summary>Null for classification models.</summary>
    public RegressionFigures? Regression { get; init; }

    public QualityOutlook Quality { get; init; } = QualityOutlook.None;

    public Outlook Outlook { get; init; } = Outlook.Empty;

    public required CountWindowFigures CountWindows { get; init; }

    public required Series Series { get; init; }

    /// <summary>Each version over the same range, for the versions table; newest first, at most 20.</summary>
    public required IReadOnlyList<VersionFigures> Versions { get; init; }

    /// <summary>When the newest prediction of this key happened; null before the first.</summary>
    public DateTimeOffset? LastPrediction { get; init; }

    /// <summary>When the newest event of this key was received; null before the first.</summary>
    public DateTimeOffset? LastReceived { get; init; }

    /// <summary>Where the next one may start from.</summary>
    internal IReadOnlyList<SettledSum> Settled { get; init; } = [];

    /// <summary>Of the key, not of its range; nothing for a question about the past.</summary>
    public Arrivals Arrived { get; init; }

    public bool IsEmpty => Traffic.Predictions == 0;

    /// <summary>From here to <see cref="To"/> labels are still on their way; null when all have had their time, or when it is not known.</summary>
    public DateTimeOffset? MaturingSince => Labels.MatureUntil switch
    {
        null => null,
        { } until when until < From => From,
        { } until => until < To && until < AsOf ? until : null,
    };
}

/// <param name="Throughput">Predictions per second over the last 60 s of prediction time.</param>
/// <param name="ErrorRate">Failed / predictions, 0 to 1, Wilson interval.</param>
public sealed record TrafficFigures(long Predictions, long Failed, Figure Throughput, Figure ErrorRate);

/// <param name="Mean">Milliseconds, exact.</param>
/// <param name="P50">Milliseconds, within 0.55 %; interval from order statistics.</param>
/// <param name="Histogram">At most 50 bars of equal width from 0; the last also holds everything slower. Empty without latencies.</param>
public sealed record LatencyFigures(Figure Mean, Figure P50, Figure P95, Figure P99, IReadOnlyList<HistogramBar> Histogram);

/// <summary>One bar: predictions with latency in (<paramref name="FromMs"/>, <paramref name="ToMs"/>].</summary>
/// <param name="Slower">Last bar only: how many of <paramref name="Count"/> are slower than <paramref name="ToMs"/>.</param>
public readonly record struct HistogramBar(double FromMs, double ToMs, long Count, long Slower = 0);

/// <param name="Coverage">Labelled / predictions that can have a label, 0 to 1.</param>
/// <param name="Parked">Ground truths of the whole model waiting for their prediction.</param>
public sealed record LabelFigures(long Labelled, Figure Coverage, Figure DelayP50Seconds, Figure DelayP95Seconds, long Corrections, long Parked)
{
    /// <summary>Coverage to be expected of predictions this old, by the delay curve of the model's past.</summary>
    public Figure ExpectedCoverage { get; init; } = QualityOutlook.NotLearned;

    /// <summary>Buckets that end at or before this instant have their labels; null while the delay curve is not known.</summary>
    public DateTimeOffset? MatureUntil { get; init; }

    /// <summary>Labels that were taken back.</summary>
    public long Retractions { get; init; }

    /// <summary>Predictions received after their bucket was taken for complete.</summary>
    public long LateArrivals { get; init; }

    /// <summary>How probable it is that a wrong answer's label comes later than a right one's; 0.5 when they come alike.</summary>
    public Figure WrongIsLater { get; init; } = QualityOutlook.NotLearned;

    /// <summary>Labels of wrong and right answers differ so much in delay that the labels so far mislead.</summary>
    public bool MisleadsSoFar { get; init; }
}

/// <summary>Accuracy or mean absolute error beyond the labels that have come.</summary>
/// <param name="Corrected">Corrected for labels on their way.</param>
/// <param name="Assumes">What the correction stands on; null when it is undefined.</param>
/// <param name="Bounds">All missing labels wrong, all right; null for regression and without predictions. Not a confidence interval.</param>
/// <param name="Estimated">From the scores, or for regression the features and predictions, alone: without any label of this window.</param>
/// <param name="Band">What the band of <paramref name="Estimated"/> holds, in plain words; null when it is undefined.</param>
public sealed record QualityOutlook(Figure Corrected, string? Assumes, Interval? Bounds, Figure Estimated, string? Band)
{
    internal static Figure NotLearned => Figure.None("not learned yet");

    public static readonly QualityOutlook None = new(NotLearned, null, null, NotLearned, null);
}

/// <summary>
/// Quality over time as it was estimated before the labels, and as it was believed when each point ended. At most
/// <see cref="OutlookBuilder.MaxPoints"/> points of <paramref name="Step"/>, side by side.
/// </summary>
public sealed record Outlook(TimeSpan Step, IReadOnlyList<OutlookPoint> Points)
{
    public static readonly Outlook Empty = new(TimeSpan.Zero, []);

    /// <summary>What the estimates were made with: another one makes all of them anew.</summary>
    internal object? EstimatesBy { get; init; }
}

/// <param name="Time">End of the point's span.</param>
/// <param name="Estimated">Without labels; null when undefined.</param>
/// <param name="Believed">From what had arrived by <paramref name="BelievedAt"/>; null when nothing labelled had.</param>
/// <param name="BelievedLabelled">Labels it rested on.</param>
/// <param name="BelievedAt">The newest instant at or before <paramref name="Time"/> that can be told for all of it; null while it fills.</param>
public sealed record OutlookPoint(
    DateTimeOffset Time, double? Estimated, double? EstimatedLow, double? EstimatedHigh, long Predictions, double? Believed, long BelievedLabelled,
    DateTimeOffset? BelievedAt);

/// <param name="Accuracy">0 to 1, Wilson interval.</param>
/// <param name="MacroF1">Mean F1 over classes seen in the window; an undefined class counts 0.</param>
public sealed record ClassificationFigures(Figure Accuracy, Figure MacroF1, ConfusionMatrix Matrix);

/// <summary>Counts[truth, prediction] for the labels in ordinal order; "__other__" last when labels were folded.</summary>
public sealed record ConfusionMatrix(IReadOnlyList<string> Labels, long[,] Counts)
{
    public const string OtherLabel = "__other__";

    public static readonly ConfusionMatrix Empty = new([], new long[0, 0]);

    /// <summary>How often this label was the ground truth.</summary>
    public long TruthTotal(int truth) => Enumerable.Range(0, Labels.Count).Sum(predicted => Counts[truth, predicted]);

    /// <summary>
    /// At most <paramref name="most"/> labels in their order, the most frequent ones, and the others added up as
    /// <see cref="OtherLabel"/>. Every count stays in; this same matrix when nothing needs folding.
    /// </summary>
    public ConfusionMatrix Folded(int most)
    {
        if (Labels.Count <= most + 1)
        {
            return this;
        }

        var kept = Enumerable.Range(0, Labels.Count).Where(i => Labels[i] != OtherLabel)
            .OrderByDescending(i => TruthTotal(i) + PredictedTotal(i)).Take(most).Order().ToList();
        var place = Enumerable.Repeat(kept.Count, Labels.Count).ToArray();
        foreach (var (label, index) in kept.Select((label, index) => (label, index)))
        {
            place[label] = index;
        }

        var folded = new long[kept.Count + 1, kept.Count + 1];
        for (var truth = 0; truth < Labels.Count; truth++)
        {
            for (var predicted = 0; predicted < Labels.Count; predicted++)
            {
                folded[place[truth], place[predicted]] += Counts[truth, predicted];
            }
        }

        return new([.. kept.Select(i => Labels[i]), OtherLabel], folded);
    }

    /// <summary>How often this label was predicted.</summary>
    public long PredictedTotal(int predicted) => Enumerable.Range(0, Labels.Count).Sum(truth => Counts[truth, predicted]);
}

/// <summary>Error = prediction minus truth, in the model's own unit. R2 and Bias as in statistics: bias above 0 predicts too high.</summary>
public sealed record RegressionFigures(Figure MeanAbsoluteError, Figure RootMeanSquaredError, Figure Bias, Figure R2, Figure Wape, Figure MeanTruth);

/// <summary>
/// The classic count windows, by order of arrival: accuracy (or mean absolute error) of the last labelled, published from
/// 100 labelled on; mean latency of the last predictions.
/// </summary>
public sealed record CountWindowFigures(Figure Last50Labelled, Figure Last100Labelled, Figure Last100LatencyMs, Figure Last1000LatencyMs);

/// <summary>
/// Rolling figures over time. Each point covers the <see cref="Span"/> that ends at its time; consecutive points are
/// <see cref="Step"/> apart. Bucketed by prediction time, so late labels change past points.
/// </summary>
public sealed record Series(TimeSpan Step, TimeSpan Span, IReadOnlyList<SeriesPoint> Points);

/// <param name="Time">End of the point's span, a multiple of the step; the newest lies up to one step ahead and still fills.</param>
/// <param name="Quality">Accuracy (0 to 1) or mean absolute error; null when nothing is labelled.</param>
/// <param name="Low">95 % interval; null with <paramref name="Quality"/>.</param>
/// <param name="MeanLatencyMs">Null without latencies.</param>
/// <param name="Revision">Rises whenever anything this point is made of changes; a delta holds the points that rose.</param>
public sealed record SeriesPoint(
    DateTimeOffset Time, double? Quality, double? Low, double? High, long Labelled, long Predictions, long Failed,
    double? MeanLatencyMs, double? P95LatencyMs, long Revision)
{
    /// <summary>Predictions with an outcome: those that can have a label.</summary>
    public long Answered { get; init; }

    /// <summary>Labelled / answered, 0 to 1; null without any.</summary>
    public double? Coverage => Answered == 0 ? null : (double)Labelled / Answered;

    /// <summary>The quality with its interval and n.</summary>
    public Figure ToFigure() =>
        this is { Quality: { } value, Low: { } low, High: { } high } ? new Figure(value, Labelled, new Interval(low, high)) : Figure.None("nothing labelled");
}

/// <param name="TrafficShare">This version's predictions / the model's, 0 to 1.</param>
/// <param name="Quality">Accuracy or mean absolute error.</param>
public sealed record VersionFigures(string Version, Figure Quality, Figure Coverage, Figure P95LatencyMs, Figure ErrorRate, double TrafficShare, long Predictions);
