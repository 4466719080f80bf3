namespace Dashboard.Core.Metrics;

/// <summary>All errors of some rows, sorted: exact quantiles (numpy's method "linear", so the median is the usual one).</summary>
internal sealed class ExactErrors : IErrorDistribution
{
    private readonly double[] _errors;
    private readonly double[] _magnitudes;

    public ExactErrors(ReadOnlySpan<double> predicted, ReadOnlySpan<double> truth)
    {
        _errors = new double[predicted.Length];
        for (var i = 0; i < _errors.Length; i++)
        {
            _errors[i] = predicted[i] - truth[i];
        }

        _magnitudes = Array.ConvertAll(_errors, Math.Abs);
        Array.Sort(_errors);
        Array.Sort(_magnitudes);
    }

    public Figure Quantile(double q) => Of(_errors, q);

    public Figure MagnitudeQuantile(double q) => Of(_magnitudes, q);

    private static Figure Of(double[] sorted, double q)
    {
        if (sorted.Length == 0)
        {
            return Figure.None(RegressionMetrics.Unlabelled);
        }

        var value = OrderStatistics.Between(sorted, q);
        var (low, high) = OrderStatistics.Ranks(sorted.Length, q);
        return Figure.Of(value, sorted.Length, new Interval(Math.Min(value, sorted[low]), Math.Max(value, sorted[high])));
    }
}
