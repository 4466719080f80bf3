namespace Dashboard.Core.Evaluations;

/// <summary>Turns a file of predictions and ground truth into an evaluation. Holds nothing between files.</summary>
public sealed class Evaluator(EvaluationOptions options, TimeProvider time)
{
    private const string NameFormat = "yyyy-MM-dd HH:mm:ss 'UTC'";

    /// <exception cref="EvaluationRefusedException">It cannot be evaluated as it is.</exception>
    public async Task<Evaluation> EvaluateAsync(ITableReader table, EvaluationRequest request, EvaluationProgress progress, CancellationToken cancel)
    {
        var map = ColumnMap.Of(table.Columns, request.Columns);
        var rows = await TableRows.ReadAsync(table, map, request.Kind, options, progress, cancel);
        progress.StartComputing();
        var labels = rows as ClassificationRows;
        var computed = labels is not null
            ? ClassificationEvaluation.Compute(labels, request.Positive, request.ZeroDivision, cancel)
            : RegressionEvaluation.Compute((RegressionRows)rows, cancel);
        var now = time.GetUtcNow();
        var head = new EvaluationHead(
            Guid.CreateVersion7(now),
            string.IsNullOrWhiteSpace(request.Name) ? now.UtcDateTime.ToString(NameFormat, System.Globalization.CultureInfo.InvariantCulture) : request.Name,
            request.Model,
            request.Version ?? rows.Segments.FirstOrDefault(segment => segment.Name == ColumnMap.Version)?.OnlyValue,
            now,
            labels is not null ? EvaluationKind.Classification : EvaluationKind.Regression,
            rows.Rows, rows.Unlabelled, rows.Rejected.Count, rows.From, rows.To,
            [EvaluatedFigures.CoverageOf(rows.Rows, rows.Unlabelled), .. computed.Figures])
        {
            Format = EvaluationHead.CurrentFormat,
        };
        return new Evaluation(
            head, rows.Rejected.Listed, computed.Notices, (now - progress.StartedAt).TotalMilliseconds,
            computed.PositiveLabel, computed.Classes, computed.Matrix, computed.Curves, computed.Segments);
    }
}
