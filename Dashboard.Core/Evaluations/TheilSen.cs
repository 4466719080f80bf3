using Dashboard.Core.Metrics;

namespace Dashboard.Core.Evaluations;

/// <summary>A slope that single outliers do not move.</summary>
public static class TheilSen
{
    /// <summary>With fewer points the interval would need limits beyond all pairs.</summary>
    private const int LeastForInterval = 4;

    /// <summary>
    /// Median of the slopes of all pairs with different x (H. Theil 1950; P. K. Sen, JASA 63, 1968). The 95 % interval are the
    /// slopes of rank (N - c) / 2 and (N + c) / 2 + 1, c = 1.96 sqrt(n (n - 1) (2 n + 5) / 18) from Kendall's statistic
    /// without its correction for ties, as <c>scipy.stats.theilslopes</c> without ties; none below four points.
    /// </summary>
    /// <param name="points">Quadratic in time and memory: bounded by the caller.</param>
    public static Figure Slope(IReadOnlyList<(double X, double Y)> points)
    {
        double[] slopes =
        [
            .. from i in Enumerable.Range(0, points.Count)
               from j in Enumerable.Range(i + 1, points.Count - i - 1)
               where points[j].X != points[i].X
               select (points[j].Y - points[i].Y) / (points[j].X - points[i].X),
        ];
        if (slopes.Length == 0)
        {
            return Figure.None("needs two evaluations at different times", points.Count);
        }

        Array.Sort(slopes);
        return Figure.Of(OrderStatistics.Between(slopes, 0.5), points.Count, IntervalOf(slopes, points.Count));
    }

    private static Interval? IntervalOf(double[] sorted, double n)
    {
        var reach = Proportion.Z95 * Math.Sqrt(n * (n - 1) * ((2 * n) + 5) / 18);
        var low = (int)Math.Round((sorted.Length - reach) / 2) - 1;
        var high = (int)Math.Round((sorted.Length + reach) / 2);
        return n < LeastForInterval ? null : new Interval(sorted[Math.Max(0, low)], sorted[Math.Min(sorted.Length - 1, high)]);
    }
}
