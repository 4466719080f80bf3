using Dashboard.Core.Metrics;
using Dashboard.Core.Metrics.Catalogue;

namespace Dashboard.Core.Evaluations;

/// <summary>Computes everything about rows of labels, exactly.</summary>
internal static class ClassificationEvaluation
{
    private const int MaxClasses = 200;
    private const int MaxMatrixLabels = 50;

    private static readonly string[] OfSegments = ["accuracy", "balanced_accuracy"];
    private static readonly string[] OfPositive = ["precision", "recall", "f1"];

    public static EvaluatedRows Compute(ClassificationRows rows, string? wantedPositive, ZeroDivision zeroDivision, CancellationToken cancel)
    {
        var labels = new EvaluatedLabels(rows.Labels, rows.TakePredicted(), rows.TakeTruths());
        var positive = labels.Positive(wantedPositive);
        var parameters = MetricParameters.Default with { PositiveLabel = positive, ZeroDivision = zeroDivision };
        var input = new MetricInput(new Tally(), parameters) { Matrix = labels.Table };
        cancel.ThrowIfCancellationRequested();
        var scores = ScoreEvaluation.Of(rows, labels, positive);
        cancel.ThrowIfCancellationRequested();
        MetricFamily[] families = positive is null ? [MetricFamily.AllClasses] : [MetricFamily.PositiveClass, MetricFamily.AllClasses];
        return new EvaluatedRows
        {
            Figures = [.. EvaluatedFigures.OfCatalogue(input, families), .. scores.Figures],
            Segments = SegmentEvaluation.Compute(rows.Segments, (codes, values) => BySegment(labels, parameters, codes, values), cancel),
            PositiveLabel = positive is { } code ? labels.Texts[code] : null,
            Classes = Classes(labels, scores.RocAucByLabel),
            Matrix = labels.Matrix(MaxMatrixLabels, SegmentColumn.Other),
            Curves = scores.Curves,
            Notices = [.. Choice(labels, positive, wantedPositive), .. scores.Notices],
        };
    }

    private static IEnumerable<string> Choice(EvaluatedLabels labels, int? positive, string? wanted)
    {
        if (wanted is null && positive is { } code)
        {
            yield return $"'{labels.Texts[code]}' was taken for the positive label";
        }
    }

    private static IReadOnlyList<EvaluatedClass> Classes(EvaluatedLabels labels, IReadOnlyDictionary<string, double?> areas)
    {
        var figures = ClassificationMetrics.PerClass(labels.Table).ToDictionary(row => row.Code);
        return
        [
            .. labels.MostFrequent().Take(MaxClasses).Select(code => figures[code]).Select(row => new EvaluatedClass(
                labels.Texts[row.Code], row.Support, row.Precision, row.Recall, row.F1, areas.GetValueOrDefault(labels.Texts[row.Code]))),
        ];
    }

    /// <param name="codes">The segment's value of each row.</param>
    private static IEnumerable<IReadOnlyList<EvaluationFigure>> BySegment(
        EvaluatedLabels labels, MetricParameters parameters, ushort[] codes, IReadOnlyList<ushort> values)
    {
        var counts = values.ToDictionary(value => value, _ => new Dictionary<(int Truth, int Predicted), long>()); // Pairs that occur.
        for (var row = 0; row < codes.Length; row++)
        {
            if (counts.TryGetValue(codes[row], out var ofValue))
            {
                var pair = (labels.Truths[row], labels.Predicted[row]);
                ofValue[pair] = ofValue.GetValueOrDefault(pair) + 1;
            }
        }

        IEnumerable<string> names = parameters.PositiveLabel is null ? OfSegments : OfSegments.Concat(OfPositive);
        return values.Select(value => EvaluatedFigures.OfCatalogue(
            new MetricInput(new Tally(), parameters)
            {
                Matrix = ConfusionTable.Of(counts[value].Select(p => (p.Key.Truth, p.Key.Predicted, p.Key.Truth == p.Key.Predicted, p.Value))),
            },
            names));
    }
}
