using Dashboard.Core.Metrics;
using MathNet.Numerics.Distributions;

namespace Dashboard.Core.LateLabels;

/// <summary>
/// Do the labels of wrong answers come later than those of right ones? The rank test of Mann and Whitney (Annals of
/// Mathematical Statistics 18, 1947) on the rungs of the delay ladder, labels of one rung being ties.
/// </summary>
/// <param name="WrongIsLater">
/// The chance that the label of a wrong answer comes later than that of a right one, ties counting half: 0.5 is no
/// difference; undefined without labels of both.
/// </param>
/// <param name="PValue">Two-sided; null when undefined.</param>
public readonly record struct DelayDifference(Figure WrongIsLater, double? PValue)
{
    private const double Significant = 0.001;
    private const double Noticeable = 0.05;

    /// <summary>Both significant and large enough to matter: labels so far then say too much or too little of the quality.</summary>
    public bool IsWarning => PValue < Significant && Math.Abs(WrongIsLater.Value!.Value - 0.5) >= Noticeable;

    /// <param name="rungs">From the shortest delay to the longest.</param>
    internal static DelayDifference Of(IEnumerable<LabelSums> rungs)
    {
        double right = 0, wrong = 0, later = 0, ties = 0;
        foreach (var rung in rungs)
        {
            later += rung.Wrong * (right + (rung.Correct / 2.0));
            ties += Math.Pow(rung.Labelled, 3) - rung.Labelled;
            (right, wrong) = (right + rung.Correct, wrong + rung.Wrong);
        }

        var all = right + wrong;
        if (right <= 0 || wrong <= 0)
        {
            return new DelayDifference(Figure.None("needs labels of right and of wrong answers", (long)all), null);
        }

        var variance = right * wrong / 12 * (all + 1 - (ties / (all * Math.Max(1, all - 1))));
        var share = Figure.Of(later / (right * wrong), (long)all);
        return variance <= 0
            ? new DelayDifference(share, 1)
            : new DelayDifference(share, 2 * Normal.CDF(0, 1, -Math.Abs(later - (right * wrong / 2)) / Math.Sqrt(variance)));
    }
}
