using Dashboard.Core.Metrics;

namespace Dashboard.Core.Windowing;

/// <summary>
/// Whether latency or errors rose within a series: its newest point against its oldest. Both must rest on enough
/// predictions, and the rise must be large enough to matter to people.
/// </summary>
internal readonly record struct ServiceChange(bool IsWorse, string Sentence)
{
    private const int EnoughPredictions = 100;
    private const double LatencyRise = 1.25;
    private const double ErrorRise = 0.005;

    public static ServiceChange Of(Series series)
    {
        var first = series.Points.FirstOrDefault(p => p.Predictions >= EnoughPredictions);
        var last = series.Points.LastOrDefault(p => p.Predictions >= EnoughPredictions);
        if (first is null || last is null || last.Time - first.Time < series.Span)
        {
            return new(false, ""); // One point, or two that share predictions: nothing to compare.
        }

        var latency = LatencySentence(first.P95LatencyMs, last.P95LatencyMs);
        var errors = ErrorSentence(first, last);
        return (latency, errors) switch
        {
            (null, null) => new(false, "Latency and errors are steady."),
            _ => new(true, $"{latency} {errors}".Trim()),
        };
    }

    private static string? LatencySentence(double? first, double? last) => last > first * LatencyRise
        ? $"Latency rose: p95 {NumberText.Milliseconds(last)} now, {NumberText.Milliseconds(first)} at the start."
        : null;

    /// <summary>Two-proportion z test, pooled (Agresti, Categorical Data Analysis, 3.1), at |z| above 3.</summary>
    private static string? ErrorSentence(SeriesPoint first, SeriesPoint last)
    {
        var before = (double)first.Failed / first.Predictions;
        var after = (double)last.Failed / last.Predictions;
        var pooled = (double)(first.Failed + last.Failed) / (first.Predictions + last.Predictions);
        var error = Math.Sqrt(pooled * (1 - pooled) * (1.0 / first.Predictions + 1.0 / last.Predictions));
        return after - before > ErrorRise && after - before > 3 * error
            ? $"Errors rose: {NumberText.Percent(after)} now, {NumberText.Percent(before)} at the start."
            : null;
    }
}
