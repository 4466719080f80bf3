using Dashboard.Core.Comparison;
using Dashboard.Core.Metrics;

namespace Dashboard.Core.Evaluations;

/// <summary>Two evaluations side by side, metric by metric. The intervals are for different rows and for one look.</summary>
/// <param name="First">What the second is compared with, such as the baseline.</param>
/// <param name="Metrics">Those both have, in the order people read them.</param>
public sealed record EvaluationComparison(Guid First, Guid Second, IReadOnlyList<MetricDifference> Metrics)
{
    public static EvaluationComparison Of(EvaluationHead first, EvaluationHead second) => new(
        first.Id, second.Id,
        [.. from one in first.Figures join other in second.Figures on one.Name equals other.Name select Of(one, other)]);

    private static MetricDifference Of(EvaluationFigure first, EvaluationFigure second)
    {
        var difference = FigureDifference.Of(first.Figure, second.Figure);
        return new MetricDifference(first, second, difference, FigureDifference.Verdict(first.Better, difference.Interval));
    }
}

/// <summary>One metric of two evaluations.</summary>
/// <param name="Difference">Second minus first with its 95 % interval (<see cref="FigureDifference"/>).</param>
/// <param name="Verdict">Of the second; null where there is no interval or no better direction.</param>
public sealed record MetricDifference(
    EvaluationFigure First,
    EvaluationFigure Second,
    Figure Difference,
    [property: System.Text.Json.Serialization.JsonConverter(typeof(EnumWords<ComparisonVerdict>))] ComparisonVerdict? Verdict);
