namespace Dashboard.Core.Metrics;

/// <summary>A statistic of (positives, negatives) by falling score.</summary>
internal delegate double RankedStatistic(ReadOnlySpan<(long Positives, long Negatives)> ranked);

/// <summary>
/// Intervals of figures without a formula for one: the counts of a histogram are drawn again, each from a Poisson
/// distribution of its mean (Hanley and MacGibbon 2006; Chamandy et al. 2012, the bootstrap for massive data), and the middle
/// 95 % of the results are kept. Costs bins times draws, however many predictions are behind the counts.
/// </summary>
internal static class HistogramBootstrap
{
    /// <param name="seed">The same seed gives the same interval, on any machine.</param>
    public static Interval Interval(ReadOnlySpan<(long Positives, long Negatives)> ranked, RankedStatistic statistic, int draws, ulong seed)
    {
        var drawn = new (long Positives, long Negatives)[ranked.Length];
        var values = new double[draws];
        var random = new SplitMix64(seed);
        for (var i = 0; i < draws; i++)
        {
            for (var bin = 0; bin < drawn.Length; bin++)
            {
                drawn[bin] = (Poisson(ranked[bin].Positives, ref random), Poisson(ranked[bin].Negatives, ref random));
            }

            values[i] = statistic(drawn);
        }

        Array.Sort(values);
        var tail = draws / 40; // 2.5 %
        return new(values[tail], values[^(tail + 1)]);
    }

    /// <summary>
    /// Knuth's product of uniforms (TAOCP 2, 3.4.1) for small means; from 30 on the rounded normal, whose skewness is then
    /// below 0.2.
    /// </summary>
    private static long Poisson(long mean, ref SplitMix64 random)
    {
        if (mean >= 30)
        {
            return Math.Max(0, (long)Math.Round(mean + (Math.Sqrt(mean) * Normal(ref random))));
        }

        var limit = Math.Exp(-mean);
        long count = 0;
        for (var product = random.NextShare(); product > limit && mean > 0; product *= random.NextShare())
        {
            count++;
        }

        return count;
    }

    /// <summary>Box and Muller 1958.</summary>
    private static double Normal(ref SplitMix64 random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextShare())) * Math.Cos(2 * Math.PI * random.NextShare());
}
