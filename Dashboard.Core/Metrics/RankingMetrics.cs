namespace Dashboard.Core.Metrics;

/// <summary>How well scores put positives above negatives, from a histogram.</summary>
public static class RankingMetrics
{
    /// <summary>Draws of the bootstrap.</summary>
    public const int Draws = 400;

    /// <summary>
    /// Area under the ROC curve, sum over bins of pos_b (negBelow_b + neg_b / 2) / (P N): the chance that a positive scores
    /// above a negative, ties half. The exact area is within sum pos_b neg_b / (2 P N) of it, over the bins of several
    /// scores. Interval by Newcombe's method 5.
    /// </summary>
    public static BinnedFigure RocAuc(ScoreHistogram histogram)
    {
        if (histogram.WhyNoRanking is { } reason)
        {
            return BinnedFigure.None(reason, histogram.Labelled);
        }

        double won = 0, hidden = 0;
        long below = 0;
        foreach (ref readonly var bin in histogram.Bins)
        {
            won += bin.Positives * (below + (bin.Negatives / 2.0));
            hidden += bin.HidesOrder ? bin.Positives * (bin.Negatives / 2.0) : 0;
            below += bin.Negatives;
        }

        var pairs = (double)histogram.Positives * histogram.Negatives;
        var area = won / pairs;
        var figure = Figure.Of(area, histogram.Labelled, AucInterval.Newcombe(area, histogram.Positives, histogram.Negatives));
        return new(figure, new Interval(Math.Max(0, (won - hidden) / pairs), Math.Min(1, (won + hidden) / pairs)));
    }

    /// <summary>
    /// Average precision, sum over bins by falling score of (pos_b / P) precision_b, all of a bin tied (scikit-learn's
    /// <c>average_precision_score</c>). Interval by resampling the bins.
    /// </summary>
    /// <param name="seed">The same seed gives the same interval.</param>
    public static BinnedFigure AveragePrecision(ScoreHistogram histogram, ulong seed = 1)
    {
        if (histogram.WhyNoRanking is { } reason)
        {
            return BinnedFigure.None(reason, histogram.Labelled);
        }

        var ranked = Ranked(histogram);
        var value = PrecisionOf(ranked);
        var interval = HistogramBootstrap.Interval(ranked, PrecisionOf, Draws, seed);
        return new(
            Figure.Of(value, histogram.Labelled, new Interval(Math.Min(value, interval.Low), Math.Max(value, interval.High))),
            PrecisionLimits(histogram));
    }

    /// <summary>The average precision of rows with the interval of the same scores in bins.</summary>
    public static Figure WithBinnedInterval(Figure exact, ScoreHistogram histogram) =>
        exact.Value is { } value && AveragePrecision(histogram).Figure.Interval is { } interval
            ? exact with { Interval = new Interval(Math.Min(value, interval.Low), Math.Max(value, interval.High)) }
            : exact;

    private static double PrecisionOf(ReadOnlySpan<(long Positives, long Negatives)> ranked)
    {
        var steps = new PrecisionSteps();
        foreach (var (positives, negatives) in ranked)
        {
            steps.Add(positives, negatives);
        }

        return steps.Average ?? 0; // A draw without positives.
    }

    /// <summary>Labelled bins by falling score, down to the last positive: negatives below it change nothing.</summary>
    private static (long Positives, long Negatives)[] Ranked(ScoreHistogram histogram)
    {
        var bins = histogram.Bins;
        var lowest = 0;
        while (bins[lowest].Positives == 0)
        {
            lowest++;
        }

        var ranked = new (long, long)[bins.Length - lowest];
        for (var i = 0; i < ranked.Length; i++)
        {
            ranked[i] = (bins[^(i + 1)].Positives, bins[^(i + 1)].Negatives);
        }

        return ranked;
    }

    /// <summary>
    /// Best: the positives of a bin tie above its negatives. Worst: below them, one after the other; with t positives and f
    /// negatives above and p, n in the bin that is sum_i (t + i) / (t + i + f + n) >= p - (f + n) ln(1 + p / (t + f + n)).
    /// </summary>
    private static Interval PrecisionLimits(ScoreHistogram histogram)
    {
        double above = 0, truePositives = 0, low = 0, high = 0;
        for (var i = histogram.Bins.Length - 1; i >= 0; i--)
        {
            ref readonly var bin = ref histogram.Bins[i];
            double p = bin.Positives, n = bin.Negatives;
            var tied = p == 0 ? 0 : p * (truePositives + p) / (truePositives + p + above + n);
            var isHidden = bin.HidesOrder;
            high += isHidden ? p * (truePositives + p) / (truePositives + p + above) : tied;
            low += isHidden || (p > 1 && bin.OnlyScore is null) ? p - ((above + n) * Math.Log(1 + (p / Math.Max(1, truePositives + above + n)))) : tied;
            truePositives += p;
            above += n;
        }

        return new(Math.Clamp(low / truePositives, 0, 1), Math.Clamp(high / truePositives, 0, 1));
    }
}
