using Dashboard.Core.Metrics;

namespace Dashboard.Core.LateLabels;

/// <summary>A figure for all answers of a window while many of its labels are still on their way.</summary>
/// <param name="Figure">Its sample size is the labels that have come.</param>
/// <param name="Assumes">What the figure stands on, in plain words; null when it is undefined.</param>
public readonly record struct LagCorrected(Figure Figure, string? Assumes)
{
    internal static LagCorrected None(string reason, long labelled) => new(Figure.None(reason, labelled), null);
}

/// <summary>
/// Quality of a window, corrected for labels that are still to come: each label that has come counts for 1 / F(age) of its
/// own kind (inverse probability weighting: Horvitz and Thompson, JASA 47, 1952; Robins, Rotnitzky and Zhao, JASA 89,
/// 1994), and the quality is a ratio of two such sums (Hajek's estimator), so a change in how many labels come at all
/// cancels out. The interval is that of the labels that came, widened by the curves' own uncertainty from a delete-a-group
/// jackknife over the history (<see cref="Jackknife"/>); the two are joined on the log scale by MOVER
/// (Zou and Donner, Statistics in Medicine 27, 2008).
/// </summary>
public static class LagCorrection
{
    public const string AssumesOwnDelays = "assumes labels of right and of wrong answers are as late as they were before";
    public const string AssumesEqualDelays = "assumes labels of right and wrong answers are equally late";
    public const string AssumesLossDelays = "assumes large and small losses are mixed, and as late, as they were before";

    /// <summary>Fewest labels in the window.</summary>
    private const int MinLabels = 30;

    /// <summary>Smallest expected share of the labels of either kind: below, a label would stand for more than 50.</summary>
    private const double MinShare = 0.02;

    /// <summary>The share of right answers among those whose label ever comes.</summary>
    public static LagCorrected ShareCorrect(IReadOnlyList<LabelledBucket> window, DelayCurves history)
    {
        var isSplit = history.Right is not null && history.Wrong is not null;
        var ratio = WeightedRatio.ForShare(window, isSplit ? history.Right! : history.All, isSplit ? history.Wrong! : history.All);
        var replicas = Replicas(ratio, history, curves => isSplit ? (curves.Right, curves.Wrong) : (curves.All, curves.All));
        if (Problem(ratio, replicas) is { } problem)
        {
            return LagCorrected.None(problem, ratio.Labelled);
        }

        var interval = ShareInterval(ratio, Math.Sqrt(history.VarianceOf(ratio.LogShift, replicas!.Select(r => r.LogShift))));
        return new(Figure.Of(Logistic(ratio.LogOdds), ratio.Labelled, interval), isSplit ? AssumesOwnDelays : AssumesEqualDelays);
    }

    /// <summary>
    /// The mean loss over all answers whose label ever comes: corrected sum of losses over corrected count. What the
    /// history says is which part of its loss and which part of its labels came by each age, as in the chain ladder of
    /// loss reserving (Mack, ASTIN Bulletin 23, 1993).
    /// </summary>
    public static LagCorrected MeanLoss(IReadOnlyList<LabelledBucket> window, DelayCurves history)
    {
        if (history.Loss is null)
        {
            return LagCorrected.None("no losses in the label history", window.Sum(b => b.Labels.Total.Labelled));
        }

        var ratio = WeightedRatio.ForMean(window, history.Loss, history.All);
        var replicas = Replicas(ratio, history, curves => (curves.Loss, curves.All));
        if (Problem(ratio, replicas) is { } problem)
        {
            return LagCorrected.None(problem, ratio.Labelled);
        }

        var reach = Proportion.Z95 * Math.Sqrt(ratio.LogVariance + history.VarianceOf(ratio.LogShift, replicas!.Select(r => r.LogShift)));
        var mean = Math.Exp(ratio.LogOdds);
        var interval = mean > 0 ? new Interval(mean * Math.Exp(-reach), mean * Math.Exp(reach)) : (Interval?)null;
        return new(Figure.Of(mean, ratio.Labelled, interval), AssumesLossDelays);
    }

    /// <summary>The ratio by the curves of each replica; null when one of them has no curve of some kind.</summary>
    private static WeightedRatio[]? Replicas(
        WeightedRatio ratio, DelayCurves history, Func<DelayCurves, (ArrivalCurve? First, ArrivalCurve? Second)> kindsOf)
    {
        var kinds = history.Replicas.Select(kindsOf).ToList();
        return kinds.Exists(k => k.First is null || k.Second is null) ? null : [.. kinds.Select(k => ratio.With(k.First!, k.Second!))];
    }

    private static string? Problem(WeightedRatio ratio, WeightedRatio[]? replicas)
    {
        if (ratio.Labelled < MinLabels)
        {
            return $"too few labels yet: {ratio.Labelled}, {MinLabels} are needed";
        }

        if (replicas is null || replicas.Length < 2)
        {
            return "too little label history: labels of some kind are in one part of it only";
        }

        var share = Math.Min(ratio.SmallestShare, replicas.Min(replica => replica.SmallestShare));
        return share < MinShare ? $"too early: of some kind only {NumberText.Percent(share)} of the labels can have come by now" : null;
    }

    /// <summary>Wilson's interval for the share of right answers among the labels that came, moved to the corrected log odds.</summary>
    private static Interval ShareInterval(WeightedRatio ratio, double curveError)
    {
        var came = ratio.ShareOfFirst;
        var wilson = Proportion.Wilson(came, ratio.EffectiveCount);
        var reach = Proportion.Z95 * curveError;
        return new Interval(End(wilson.Low, -1), End(wilson.High, 1));

        double End(double end, int sign) => Logistic(came is > 0 and < 1
            ? ratio.LogOdds + (sign * Math.Sqrt(Math.Pow(Logit(end) - Logit(came), 2) + (reach * reach)))
            : Logit(end) + ratio.LogShift + (sign * reach));
    }

    private static double Logit(double share) => Math.Log(share / (1 - share));

    private static double Logistic(double logOdds) => 1 / (1 + Math.Exp(-logOdds));
}
