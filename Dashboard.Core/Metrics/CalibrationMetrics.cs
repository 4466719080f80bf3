namespace Dashboard.Core.Metrics;

/// <summary>
/// How well scores serve as probabilities. Exact, not binned, except where said. Read from confidences, "positive" means
/// predicted right.
/// </summary>
public static class CalibrationMetrics
{
    internal const int Groups = 10;

    /// <summary>Mean -ln of the probability given to the ground truth, kept 2.2e-16 from 0 and 1.</summary>
    public static Figure LogLoss(ScoreHistogram histogram) => Mean(histogram, histogram.LogLoss);

    /// <summary>Mean (score - label)^2 with label 1 for positive and 0 for negative.</summary>
    public static Figure Brier(ScoreHistogram histogram) => Mean(histogram, histogram.Brier);

    /// <summary>
    /// Expected calibration error over ten equally wide bins: sum n_b / n |rate_b - mean score_b| (Naeini, Cooper,
    /// Hauskrecht, AAAI 2015).
    /// </summary>
    public static Figure ExpectedError(ScoreHistogram histogram)
    {
        if (histogram.WhyNoCalibration is { } reason)
        {
            return Figure.None(reason, histogram.Labelled);
        }

        return ExpectedError(histogram.Reliability, histogram.Labelled);
    }

    /// <summary>
    /// The same over ten groups of nearly equally many predictions, made of whole fine bins; where a bin has several scores
    /// they count as its middle, which moves the figure by at most half the width of a bin (0.004 at scale 5).
    /// </summary>
    public static Figure EqualMassError(ScoreHistogram histogram)
    {
        if (histogram.WhyNoCalibration is { } reason)
        {
            return Figure.None(reason, histogram.Labelled);
        }

        Span<ReliabilityBin> groups = stackalloc ReliabilityBin[Groups];
        long below = 0;
        foreach (ref readonly var bin in histogram.Bins)
        {
            ref var group = ref groups[GroupOf(below, bin.Labelled, histogram.Labelled)];
            group = group.With(bin.Labelled, bin.Positives, bin.OnlyScore ?? ScoreBin.Middle(bin.Bin, histogram.Scale));
            below += bin.Labelled;
        }

        return ExpectedError(groups, histogram.Labelled);
    }

    /// <summary>Mean score and share of positives in ten equally wide bins; bins without labels are left out.</summary>
    public static IReadOnlyList<ReliabilityPoint> ReliabilityCurve(ScoreHistogram histogram)
    {
        var points = new List<ReliabilityPoint>(Groups);
        for (var i = 0; i < histogram.Reliability.Length && histogram.WhyNoCalibration is null; i++)
        {
            var bin = histogram.Reliability[i];
            if (bin.Count > 0)
            {
                points.Add(new(i, bin.ScoreSum / bin.Count, Proportion.Of(bin.Positives, bin.Count, ScoreHistogram.NoLabels)));
            }
        }

        return points;
    }

    /// <summary>Of any bins, with its <see cref="CalibrationInterval"/>.</summary>
    internal static Figure ExpectedError(ReadOnlySpan<ReliabilityBin> bins, long count)
    {
        if (count == 0)
        {
            return Figure.None(ScoreHistogram.NoLabels);
        }

        double distance = 0;
        foreach (var bin in bins)
        {
            distance += Math.Abs(bin.Positives - bin.ScoreSum);
        }

        var error = distance / count;
        return Figure.Of(error, count, CalibrationInterval.Around(error, bins, count));
    }

    /// <summary>The group of equal mass that scores belong to of which some are below; all of one score go where their middle lies.</summary>
    internal static int GroupOf(long below, long same, long all) => (int)Math.Min(Groups - 1, Groups * (below + (same / 2.0)) / all);

    private static Figure Mean(ScoreHistogram histogram, LossSum? loss) =>
        histogram.WhyNoCalibration is { } reason ? Figure.None(reason, histogram.Labelled)
        : loss is null ? Figure.None("the score is a confidence, not the probability of a label", histogram.Labelled)
        : loss.Value.ToMeanFigure(histogram.Labelled, ScoreHistogram.NoLabels);
}
