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
        var rows = new RowCandidates(table.Columns, map, kind, options);
        long read = 0;
        while (await table.ReadAsync(cancel))
        {
            rows.Add(table);
            if (++read % RowsPerReport == 0)
            {
                cancel.ThrowIfCancellationRequested();
                progress.SetRows(read);
            }
        }

        progress.SetRows(read);
        return Checked(rows.Take());
    }

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
