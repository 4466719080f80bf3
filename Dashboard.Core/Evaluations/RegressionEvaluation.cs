using Dashboard.Core.Metrics;
using Dashboard.Core.Metrics.Catalogue;

namespace Dashboard.Core.Evaluations;

/// <summary>Computes everything about rows of numbers, exactly.</summary>
internal static class RegressionEvaluation
{
    private static readonly string[] OfSegments = ["mae", "rmse", "bias"];

    public static EvaluatedRows Compute(RegressionRows rows, CancellationToken cancel)
    {
        var (predicted, truths) = (rows.TakePredicted(), rows.TakeTruths());
        cancel.ThrowIfCancellationRequested();
        var input = ExactRows.Regression(predicted, truths, MetricParameters.Default);
        cancel.ThrowIfCancellationRequested();
        return new EvaluatedRows
        {
            Figures = [.. EvaluatedFigures.OfCatalogue(input, MetricFamily.Regression)],
            Segments = SegmentEvaluation.Compute(rows.Segments, (codes, values) => BySegment(predicted, truths, codes, values), cancel),
        };
    }

    /// <summary>One pass over the rows a value: what one value needs at a time is at most a copy of all rows.</summary>
    private static IEnumerable<IReadOnlyList<EvaluationFigure>> BySegment(double[] predicted, double[] truths, ushort[] codes, IReadOnlyList<ushort> values)
    {
        foreach (var value in values)
        {
            var count = codes.AsSpan().Count(value);
            var (some, theirs, used) = (new double[count], new double[count], 0);
            for (var row = 0; row < codes.Length; row++)
            {
                if (codes[row] == value)
                {
                    (some[used], theirs[used++]) = (predicted[row], truths[row]);
                }
            }

            yield return EvaluatedFigures.OfCatalogue(ExactRows.Regression(some, theirs, MetricParameters.Default), OfSegments);
        }
    }
}
