namespace Dashboard.Core.Metrics;

/// <summary>Sum and sum of squares of a loss: enough for its mean and the interval of the mean.</summary>
public readonly record struct LossSum(double Sum, double SumOfSquares)
{
    /// <summary>The mean with its <see cref="StudentInterval"/>.</summary>
    public Figure ToMeanFigure(long count, string whenEmpty)
    {
        if (count == 0)
        {
            return Figure.None(whenEmpty);
        }

        var mean = Sum / count;
        var squaredError = Math.Max(0, (SumOfSquares / count) - (mean * mean)) / (count - 1); // Of the mean: n / (n - 1) / n of the variance.
        return Figure.Of(mean, count, StudentInterval.Around(mean, Math.Sqrt(squaredError), count, atLeast: 0));
    }
}
