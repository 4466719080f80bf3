using Dashboard.Core.Metrics.Catalogue;

namespace Dashboard.Core.Windowing;

/// <summary>All that the labels of a window tell about a model, of one instant: what the page about its performance shows.</summary>
/// <param name="Metrics">Every metric of the model's kind, in the catalogue's order.</param>
/// <param name="Curves">Empty with the reason for a model that predicts numbers.</param>
/// <param name="Errors">Empty for classification.</param>
public sealed record PerformanceReading(WindowReading Sums, IReadOnlyList<MeasuredMetric> Metrics, ScoreCurves Curves, ErrorHistogram Errors)
{
    /// <summary>The label that precision, recall and scores are about; null when there is none.</summary>
    public string? Positive { get; private init; }

    /// <param name="positive">Text of the positive label asked for; null, or one the model does not know, for the model's.</param>
    public static PerformanceReading Read(Projection projection, SnapshotKey key, string? positive)
    {
        var sums = projection.Read(key);
        var asked = sums.FindLabel(positive);
        var code = asked ?? sums.Positive;
        return new(
            sums, sums.Measure(MetricCatalogue.LiveFor(sums.Model?.OutcomeKind ?? default), MetricParameters.Default with { PositiveLabel = asked }),
            ScoreCurves.Of(sums, asked), sums.Tally.Regression is { } errors ? ErrorHistogram.Of(errors.Errors) : ErrorHistogram.Empty)
        {
            Positive = code is { } known ? sums.LabelOf(known) : null,
        };
    }
}
