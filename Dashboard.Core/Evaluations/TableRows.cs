namespace Dashboard.Core.Evaluations;

/// <summary>Reads a whole file into the rows of its kind.</summary>
internal static class TableRows
{
    private const int RowsPerReport = 4_096;

    /// <exception cref="EvaluationRefusedException">The file breaks off, is too large, or has no row that can be used.</exception>
    public static async Task<RowCollector> ReadAsync(
        ITableReader table, ColumnMap map, EvaluationKind? kind, EvaluationOptions options, EvaluationProgress progress, CancellationToken cancel)
    {
        table.Select(map.Used);
        var recognition = kind is null && map.Score is null && map.ClassScores.Count == 0 ? new KindRecognition() : null;
        var labels = kind is EvaluationKind.Regression ? null : new ClassificationRows(table.Columns, map, options);
        var numbers = kind is EvaluationKind.Regression || recognition is not null ? new RegressionRows(table.Columns, map, options) : null;
        long read = 0;
        while (await table.ReadAsync(cancel))
        {
            recognition?.Add(table, map);
            labels?.Add(table);
            numbers?.Add(table);
            if (recognition is { IsDecided: true })
            {
                (labels, numbers) = Decide(recognition, labels, numbers);
                recognition = null;
            }

            if (recognition is null && labels?.Refusal is { } refusal)
            {
                throw refusal;
            }

            if (++read % RowsPerReport == 0)
            {
                cancel.ThrowIfCancellationRequested();
                progress.SetRows(read);
            }
        }

        progress.SetRows(read);
        (labels, numbers) = recognition is null ? (labels, numbers) : Decide(recognition, labels, numbers);
        return Checked((RowCollector?)labels ?? numbers!);
    }

    private static (ClassificationRows? Labels, RegressionRows? Numbers) Decide(KindRecognition recognition, ClassificationRows? labels, RegressionRows? numbers) =>
        recognition.Kind == EvaluationKind.Classification ? (labels, null) : (null, numbers);

    private static RowCollector Checked(RowCollector rows) =>
        rows.Refusal is { } refusal ? throw refusal
        : rows.Rows > 0 ? rows
        : throw new EvaluationRefusedException("no_valid_rows", rows.Rejected.Count + rows.Unlabelled == 0
            ? "the file has no rows"
            : $"no row has a usable prediction and ground truth; {rows.Rejected.Count} rejected, {rows.Unlabelled} without ground truth")
        {
            Rejected = [.. rows.Rejected.Listed.Take(100)],
        };
}
