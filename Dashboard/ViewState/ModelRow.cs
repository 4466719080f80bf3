using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;

namespace Dashboard.ViewState;

/// <summary>How a model does, worst first.</summary>
public enum ModelHealth
{
    /// <summary>Something got worse by more than chance explains.</summary>
    Worse,

    /// <summary>No event came for a while.</summary>
    Silent,

    /// <summary>Too little data to judge.</summary>
    Unknown,

    Steady,
}

/// <summary>One model among all: the few figures that tell which one to open.</summary>
/// <param name="Reason">What the health rests on.</param>
/// <param name="Quality">Accuracy, or mean absolute error of a regression.</param>
/// <param name="LagSeconds">Half of the labels took at most this long.</param>
/// <param name="Trend">Quality over the range, scaled to 0 to 1; at most <see cref="TrendPoints"/> values, null where nothing is labelled.</param>
/// <param name="Versions">With traffic in the range, newest first.</param>
public sealed record ModelRow(
    string Model, bool IsRegression, ModelHealth Health, string Reason, Figure Quality, Figure Coverage, Figure LagSeconds, Figure Throughput,
    IReadOnlyList<double?> Trend, IReadOnlyList<string> Versions)
{
    public const int TrendPoints = 60;

    public static ModelRow Of(Snapshot snapshot)
    {
        var (health, reason) = Judge(snapshot);
        return new ModelRow(
            snapshot.Key.Model, snapshot.Regression is not null, health, reason,
            snapshot.Regression?.MeanAbsoluteError ?? snapshot.Classification?.Accuracy ?? Figure.None("nothing labelled yet"),
            snapshot.Labels.Coverage, snapshot.Labels.DelayP50Seconds, snapshot.Traffic.Throughput,
            TrendOf(snapshot.Series.Points), [.. snapshot.Versions.Where(v => v.Predictions > 0).Select(v => v.Version)]);
    }

    private static (ModelHealth Health, string Reason) Judge(Snapshot snapshot)
    {
        var headline = Headline.Of(snapshot);
        var silence = LiveStates.Silence(snapshot);
        return headline.Tone switch
        {
            HeadlineTone.Worse => (ModelHealth.Worse, headline.Claim),
            _ when snapshot.Key.Range.IsRelative && silence >= LiveStates.StaleAfter => (ModelHealth.Silent, $"No data for {NumberText.Whole(silence)}."),
            HeadlineTone.Steady => (ModelHealth.Steady, headline.Claim),
            _ => (ModelHealth.Unknown, headline.Claim),
        };
    }

    private static double?[] TrendOf(IReadOnlyList<SeriesPoint> points)
    {
        var every = Math.Max(1, (points.Count + TrendPoints - 1) / TrendPoints);
        double?[] values = [.. points.Where((_, i) => (points.Count - 1 - i) % every == 0).Select(point => point.Quality)];
        var (low, high) = (values.Min(), values.Max());
        return high > low ? [.. values.Select(value => (value - low) / (high - low))] : [.. values.Select(value => value is null ? (double?)null : 0.5)];
    }
}
