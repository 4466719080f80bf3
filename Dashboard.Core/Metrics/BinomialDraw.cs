using MathNet.Numerics;

namespace Dashboard.Core.Metrics;

/// <summary>Draws how often an event of probability p happens in n trials, exactly and in constant time.</summary>
internal static class BinomialDraw
{
    private const double InversionLimit = 10; // Successes expected; above it rejection is faster.

    public static long Next(ref SplitMix64 random, long n, double p)
    {
        if (n <= 0 || p <= 0)
        {
            return 0;
        }

        if (p > 0.5)
        {
            return n - Next(ref random, n, 1 - p);
        }

        return n * p < InversionLimit ? ByInversion(ref random, n, p) : ByRejection(ref random, n, p);
    }

    /// <summary>Walks the distribution from 0 (BINV; Kachitvichyanukul, Schmeiser, CACM 31, 1988).</summary>
    private static long ByInversion(ref SplitMix64 random, long n, double p)
    {
        var odds = p / (1 - p);
        var mass = Math.Pow(1 - p, n);
        var left = random.NextShare();
        var k = 0L;
        while (left > mass && k < n)
        {
            left -= mass;
            k++;
            mass *= odds * (n - k + 1) / k;
            if (mass < double.Epsilon)
            {
                break; // Rounding left a rest beyond the last value that has any probability.
            }
        }

        return k;
    }

    /// <summary>Transformed rejection with squeeze (BTRS; W. Hoermann, J. Statist. Comput. Simul. 46, 1993).</summary>
    private static long ByRejection(ref SplitMix64 random, long n, double p)
    {
        var spread = Math.Sqrt(n * p * (1 - p));
        var b = 1.15 + (2.53 * spread);
        var a = -0.0873 + (0.0248 * b) + (0.01 * p);
        var centre = (n * p) + 0.5;
        var squeeze = 0.92 - (4.2 / b);
        var alpha = (2.83 + (5.1 / b)) * spread;
        var mode = Math.Floor((n + 1) * p);
        while (true)
        {
            var u = random.NextShare() - 0.5;
            var v = random.NextShare();
            var us = 0.5 - Math.Abs(u);
            var k = Math.Floor((((2 * a / us) + b) * u) + centre);
            if (us >= 0.07 && v <= squeeze)
            {
                return (long)k;
            }

            if (k >= 0 && k <= n && Math.Log(v * alpha / ((a / (us * us)) + b)) <= LogRatio(n, p, k, mode))
            {
                return (long)k;
            }
        }
    }

    /// <summary>ln of P(k) / P(mode).</summary>
    private static double LogRatio(long n, double p, double k, double mode) =>
        SpecialFunctions.GammaLn(mode + 1) + SpecialFunctions.GammaLn(n - mode + 1)
        - SpecialFunctions.GammaLn(k + 1) - SpecialFunctions.GammaLn(n - k + 1) + ((k - mode) * Math.Log(p / (1 - p)));
}
