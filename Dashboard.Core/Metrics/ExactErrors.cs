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

    public Figure Quantile(double q) => OrderStatistics.FigureOf(_errors, q, RegressionMetrics.Unlabelled);

    public Figure MagnitudeQuantile(double q) => OrderStatistics.FigureOf(_magnitudes, q, RegressionMetrics.Unlabelled);
}
