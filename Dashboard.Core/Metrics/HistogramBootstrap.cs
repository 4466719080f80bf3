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
        for (var i = 0; i < draws; i++)
        {
            for (var bin = 0; bin < drawn.Length; bin++)
            {
                drawn[bin] = (Poisson(ranked[bin].Positives, ref seed), Poisson(ranked[bin].Negatives, ref seed));
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
    private static long Poisson(long mean, ref ulong seed)
    {
        if (mean >= 30)
        {
            return Math.Max(0, (long)Math.Round(mean + (Math.Sqrt(mean) * Normal(ref seed))));
        }

        var limit = Math.Exp(-mean);
        long count = 0;
        for (var product = Uniform(ref seed); product > limit && mean > 0; product *= Uniform(ref seed))
        {
            count++;
        }

        return count;
    }

    /// <summary>Box and Muller 1958.</summary>
    private static double Normal(ref ulong seed) =>
        Math.Sqrt(-2 * Math.Log(1 - Uniform(ref seed))) * Math.Cos(2 * Math.PI * Uniform(ref seed));

    /// <summary>0 to below 1 (SplitMix64: Steele, Lea, Flood, OOPSLA 2014).</summary>
    private static double Uniform(ref ulong seed)
    {
        seed += 0x9E3779B97F4A7C15;
        var bits = seed;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return ((bits ^ (bits >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
