namespace Dashboard.Core.Metrics;

/// <summary>What other decision thresholds would do, from a histogram. "Positive" is a score of at least the threshold.</summary>
public static class ThresholdMetrics
{
    /// <summary>Most points of a curve; more bins are thinned evenly, both ends kept.</summary>
    public const int MaxPoints = 500;

    /// <summary>
    /// Exact when the threshold is the smallest score of a bin or its bin holds one distinct score; else the bin it cuts
    /// counts as positive and is reported as uncertain.
    /// </summary>
    public static ThresholdCounts At(ScoreHistogram histogram, double threshold)
    {
        var cut = ScoreBin.Of(threshold, histogram.Scale);
        var isEdge = threshold == ScoreBin.SmallestScore(cut, histogram.Scale);
        long positives = 0, negatives = 0, uncertainPositives = 0, uncertainNegatives = 0;
        foreach (ref readonly var bin in histogram.Bins)
        {
            if (IsAbove(bin, cut, threshold))
            {
                positives += bin.Positives;
                negatives += bin.Negatives;
            }

            if (bin.Bin == cut && !isEdge && bin.OnlyScore is null)
            {
                (uncertainPositives, uncertainNegatives) = (bin.Positives, bin.Negatives);
            }
        }

        return Counts(histogram, positives, negatives) with { UncertainPositives = uncertainPositives, UncertainNegatives = uncertainNegatives };
    }

    /// <summary>
    /// Share of all scored predictions, labelled or not, that a threshold calls positive; of a bin it cuts the whole counts,
    /// as in <see cref="At"/>.
    /// </summary>
    public static Figure PredictedPositive(ScoreHistogram histogram, double threshold)
    {
        var cut = ScoreBin.Of(threshold, histogram.Scale);
        long positive = 0;
        foreach (ref readonly var bin in histogram.Bins)
        {
            positive += IsAbove(bin, cut, threshold) ? bin.Total : 0;
        }

        return Proportion.Of(positive, histogram.Total, "no scores in this range");
    }

    /// <summary>False positive rate (x) and true positive rate (y) from (0, 0) to (1, 1); empty without both classes.</summary>
    public static IReadOnlyList<CurvePoint> RocCurve(ScoreHistogram histogram) => histogram.WhyNoRanking is not null
        ? []
        : Curve(histogram, new(0, 0, null), c => ((double)c.FalsePositives / histogram.Negatives, (double)c.TruePositives / histogram.Positives));

    /// <summary>Recall (x) and precision (y) by falling threshold; empty without both classes.</summary>
    public static IReadOnlyList<CurvePoint> PrecisionRecallCurve(ScoreHistogram histogram) => histogram.WhyNoRanking is not null
        ? []
        : Curve(histogram, null, c => ((double)c.TruePositives / histogram.Positives, (double)c.TruePositives / (c.TruePositives + c.FalsePositives)));

    /// <summary>The threshold with the highest F1, the highest such; null without positives.</summary>
    public static ThresholdChoice? BestF1(ScoreHistogram histogram) => histogram.Positives == 0
        ? null
        : Best(histogram, c => -2.0 * c.TruePositives / ((2.0 * c.TruePositives) + c.FalsePositives + c.FalseNegatives));

    /// <summary>The threshold with the lowest total cost of errors, the highest such; null without labels.</summary>
    /// <param name="falsePositive">Cost of one; at least 0.</param>
    public static ThresholdChoice? BestCost(ScoreHistogram histogram, double falsePositive, double falseNegative) => histogram.Labelled == 0
        ? null
        : Best(histogram, c => (falsePositive * c.FalsePositives) + (falseNegative * c.FalseNegatives));

    private static bool IsAbove(in ScoreBinCounts bin, int cut, double threshold) =>
        bin.Bin > cut || (bin.Bin == cut && !(bin.OnlyScore < threshold));

    private static ThresholdChoice Best(ScoreHistogram histogram, Func<ThresholdCounts, double> cost)
    {
        var best = Counts(histogram, 0, 0);
        double? threshold = null;
        var lowest = cost(best);
        long positives = 0, negatives = 0;
        for (var i = histogram.Bins.Length - 1; i >= 0; i--)
        {
            ref readonly var bin = ref histogram.Bins[i];
            positives += bin.Positives;
            negatives += bin.Negatives;
            var counts = Counts(histogram, positives, negatives);
            if (cost(counts) < lowest)
            {
                (best, lowest, threshold) = (counts, cost(counts), EdgeOf(bin, histogram.Scale));
            }
        }

        return new(threshold, best);
    }

    private static List<CurvePoint> Curve(ScoreHistogram histogram, CurvePoint? start, Func<ThresholdCounts, (double X, double Y)> point)
    {
        var points = new List<CurvePoint>(); // Bounded by MaxPoints.
        if (start is not null)
        {
            points.Add(start.Value);
        }

        var bins = histogram.Bins;
        var step = Math.Max(1, (int)Math.Ceiling(bins.Length / (MaxPoints - 2.0)));
        long positives = 0, negatives = 0;
        for (var i = bins.Length - 1; i >= 0; i--)
        {
            positives += bins[i].Positives;
            negatives += bins[i].Negatives;
            if (positives + negatives > 0 && i % step == 0)
            {
                var (x, y) = point(Counts(histogram, positives, negatives));
                points.Add(new(x, y, EdgeOf(bins[i], histogram.Scale)));
            }
        }

        return points;
    }

    private static double EdgeOf(in ScoreBinCounts bin, int scale) => bin.OnlyScore ?? ScoreBin.SmallestScore(bin.Bin, scale);

    private static ThresholdCounts Counts(ScoreHistogram histogram, long positives, long negatives) =>
        new(positives, negatives, histogram.Positives - positives, histogram.Negatives - negatives);
}
