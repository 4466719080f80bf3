using Dashboard.Core.Metrics;

namespace Dashboard.Core.Evaluations;

/// <summary>Rows of numbers.</summary>
internal sealed class RegressionRows(IReadOnlyList<string> columns, ColumnMap map, EvaluationOptions options) : RowCollector(columns, map, options)
{
    private readonly ChunkedColumn<double> _predicted = new();
    private readonly ChunkedColumn<double> _truths = new();
    private (double Predicted, double Truth) _row;

    public double[] TakePredicted() => _predicted.Take();

    public double[] TakeTruths() => _truths.Take();

    /// <summary>Both numbers, the copy of one, the errors twice.</summary>
    protected override int BytesPerRow => 40;

    protected override RowFault? Check(ITableReader row)
    {
        double truth = 0;
        var fault = CheckSize(row, Map.Prediction, out var predicted)
            ?? (row.Text(Map.GroundTruth).IsEmpty ? null : CheckSize(row, Map.GroundTruth, out truth));
        _row = (predicted, truth);
        return fault;
    }

    protected override void KeepChecked()
    {
        _predicted.Add(_row.Predicted);
        _truths.Add(_row.Truth);
    }

    private static RowFault? CheckSize(ITableReader row, int column, out double value) =>
        CheckNumber(row, column, out value)
        ?? (Math.Abs(value) > RegressionSums.MaxMagnitude ? new RowFault(column, "is beyond 1e72") : null);
}
