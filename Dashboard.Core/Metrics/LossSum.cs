namespace Dashboard.Core.Metrics;

/// <summary>Sum and sum of squares of a loss: enough for its mean and the interval of the mean.</summary>
public readonly record struct LossSum(double Sum, double SumOfSquares)
{
    /// <summary>Mean +- z sd / sqrt(n), sd divided by n (central limit theorem).</summary>
    public Figure ToMeanFigure(long count, string whenEmpty)
    {
        if (count == 0)
        {
            return Figure.None(whenEmpty);
        }

        var mean = Sum / count;
        var reach = Proportion.Z95 * Math.Sqrt(Math.Max(0, (SumOfSquares / count) - (mean * mean)) / count);
        return Figure.Of(mean, count, count > 1 ? new Interval(Math.Max(0, mean - reach), mean + reach) : null);
    }
}
