using Dashboard.Core.Estimation;
using Dashboard.Core.LateLabels;
using Dashboard.Core.Metrics;

namespace Dashboard.Core.Windowing;

/// <summary>
/// What the past of a model teaches about a window: how late its labels come, and what its scores mean. Immutable.
/// </summary>
/// <param name="Curves">Null when there is too little history, see <paramref name="NoCurves"/>.</param>
/// <param name="IsOwn">The curves were learned with the window itself, for want of an earlier past: good for coverage, not for correcting.</param>
/// <param name="Estimator">Null when there is none, see <paramref name="NoEstimator"/>.</param>
/// <param name="Record">How the estimator did on labelled buckets of the past.</param>
/// <param name="Positive">The label code the scores speak for; null for the confidence in whatever was predicted.</param>
/// <param name="BaselineLabels">Labelled predictions the estimator was fitted to.</param>
internal sealed record WindowHistory(
    DelayCurves? Curves, string? NoCurves, bool IsOwn, ScoreEstimator? Estimator, string? NoEstimator, TrackRecord Record, int? Positive,
    long BaselineLabels)
{
    /// <summary>Trees of a regression model, the newest first; empty when there is none, see <see cref="NoEstimator"/>.</summary>
    public IReadOnlyList<LossModel> Losses { get; init; } = [];

    /// <summary>Another one makes all estimates anew.</summary>
    public object? EstimatesBy => Losses is [var newest, ..] ? newest.Tree : Estimator;

    /// <summary>Share of a bucket's labels that must be in for its figures to count as final: an error of half a point at most.</summary>
    private const double MatureShare = 0.99;

    /// <summary>Why a question about the past has no such figure.</summary>
    public const string NotToldThen = "not told for a past instant";

    public static readonly WindowHistory None = new(null, "no label history yet", false, null, "not learned yet: when labels are complete is not known", new TrackRecord([]), null, 0);

    /// <summary>For a question about the past: what was learned since must not colour it.</summary>
    public static readonly WindowHistory NotThen = None with { NoCurves = NotToldThen, NoEstimator = NotToldThen };

    /// <summary>Accuracy, or mean absolute error, to expect of predictions without their labels.</summary>
    /// <param name="scores">Of a classification.</param>
    /// <param name="leaves">Of a regression, sorted by any of the trees known.</param>
    public Figure Estimate(ScoreCube? scores, LeafCounts? leaves)
    {
        if (Losses.Count > 0)
        {
            return leaves is not null && Losses.FirstOrDefault(loss => loss.Number == leaves.Tree) is { } sorter
                ? Record.Judge(LossEstimator.Estimate(sorter.Tree, leaves).MeanAbsoluteError)
                : Figure.None("no prediction of this range came after the tree was learned");
        }

        return Estimator is null || scores is null
            ? Figure.None(NoEstimator ?? "no scores in this range")
            : Record.Judge(Estimator.Quality(scores, Positive), highest: 1);
    }

    /// <summary>Age from which on a bucket's labels are in; null when it is not known.</summary>
    public TimeSpan? MatureAge => Curves?.All.AgeOf(MatureShare);
}
