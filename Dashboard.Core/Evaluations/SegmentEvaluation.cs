namespace Dashboard.Core.Evaluations;

/// <summary>Figures by segment: of the 100 most frequent values of each, most frequent first.</summary>
internal static class SegmentEvaluation
{
    private const int MaxValues = 100;

    /// <param name="figuresOf">Figures of the rows with each of some values, in their order.</param>
    public static IReadOnlyList<EvaluatedSegment> Compute(
        IReadOnlyList<SegmentColumn> columns, Func<ushort[], IReadOnlyList<ushort>, IEnumerable<IReadOnlyList<EvaluationFigure>>> figuresOf, CancellationToken cancel)
    {
        var segments = new List<EvaluatedSegment>(); // At most MaxValues for each column.
        foreach (var column in columns.Where(column => column.OnlyValue is null || column.Name != ColumnMap.Version))
        {
            cancel.ThrowIfCancellationRequested();
            var rows = new long[ushort.MaxValue + 1];
            foreach (var code in column.Codes)
            {
                rows[code]++;
            }

            ushort[] values =
            [
                .. Enumerable.Range(0, rows.Length).Where(code => rows[code] > 0)
                    .OrderByDescending(code => rows[code]).ThenBy(code => column.TextOf((ushort)code), StringComparer.Ordinal)
                    .Take(MaxValues).Select(code => (ushort)code),
            ];
            segments.AddRange(values.Zip(figuresOf(column.Codes, values), (value, figures) =>
                new EvaluatedSegment(column.Name, column.TextOf(value), rows[value], figures)));
        }

        return segments;
    }
}
