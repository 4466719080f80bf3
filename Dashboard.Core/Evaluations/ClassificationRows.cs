using System.Globalization;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Evaluations;

/// <summary>Rows of labels: two bytes each, with their scores if there are any.</summary>
internal sealed class ClassificationRows : RowCollector
{
    private readonly int _maxLabels;
    private readonly LabelCodes _labels;
    private readonly ushort?[] _classLabels;
    private readonly ChunkedColumn<ushort> _predicted = new();
    private readonly ChunkedColumn<ushort> _truths = new();
    private readonly ChunkedColumn<double> _scores = new();
    private readonly double[] _read;
    private (ushort Predicted, ushort Truth) _row;

    public ClassificationRows(IReadOnlyList<string> columns, ColumnMap map, EvaluationOptions options)
        : base(columns, map, options)
    {
        _maxLabels = options.MaxLabels;
        _labels = new LabelCodes(_maxLabels);
        _classLabels = [.. map.ClassScores.Select(c => _labels.CodeOf(System.Text.Encoding.UTF8.GetBytes(c.Name)))];
        _read = new double[map.Score is null ? map.ClassScores.Count : 1];
    }

    /// <summary>In order of arrival.</summary>
    public IReadOnlyList<string> Labels => _labels.Texts;

    /// <summary>The labels with a score column each, in the order of the columns.</summary>
    public IReadOnlyList<string> ScoredLabels => [.. Map.ClassScores.Zip(_classLabels, (column, code) => code is { } known ? Labels[known] : column.Name)];

    public ushort[] TakePredicted() => _predicted.Take();

    public ushort[] TakeTruths() => _truths.Take();

    /// <summary>One a row, or one for each class and row.</summary>
    public double[] TakeScores() => _scores.Take();

    /// <summary>Four for the labels; a score is kept, copied, split and sorted.</summary>
    protected override int BytesPerRow => 8 + (33 * _read.Length);

    protected override RowFault? Check(ITableReader row)
    {
        var predicted = row.Text(Map.Prediction);
        var truth = row.Text(Map.GroundTruth);
        if (LabelCodes.WhyNot(predicted) is { } why)
        {
            return new RowFault(Map.Prediction, why);
        }

        if (!truth.IsEmpty && LabelCodes.WhyNot(truth) is { } whyNot)
        {
            return new RowFault(Map.GroundTruth, whyNot);
        }

        if (CheckScores(row) is { } fault)
        {
            return fault;
        }

        var (first, second) = (_labels.CodeOf(predicted), truth.IsEmpty ? (ushort)0 : _labels.CodeOf(truth));
        if (first is null || second is null)
        {
            Refusal = new EvaluationRefusedException("too_many_labels", $"more than {_maxLabels} different labels; for numbers use kind=regression", "prediction");
            return new RowFault(Map.Prediction, "is one label too many");
        }

        _row = (first.Value, second.Value);
        return Map.ClassScores.Count > 0 && !truth.IsEmpty && !_classLabels.Contains(second.Value) ? new RowFault(Map.GroundTruth, "has no score column") : null;
    }

    protected override void KeepChecked()
    {
        _predicted.Add(_row.Predicted);
        _truths.Add(_row.Truth);
        foreach (var score in _read)
        {
            _scores.Add(score);
        }
    }

    private RowFault? CheckScores(ITableReader row)
    {
        if (Map.Score is { } column)
        {
            return CheckNumber(row, column, out _read[0]);
        }

        var sum = 0.0;
        for (var i = 0; i < _read.Length; i++)
        {
            var index = Map.ClassScores[i].Index;
            if (CheckNumber(row, index, out _read[i]) is { } fault)
            {
                return fault;
            }

            if (_read[i] is < 0 or > 1)
            {
                return new RowFault(index, "is not a probability, 0 to 1");
            }

            sum += _read[i];
        }

        return _read.Length > 0 && (ClassProbabilities.IsTooLittle(sum) || ClassProbabilities.IsTooMuch(sum))
            ? new RowFault(RowFault.WholeRow, string.Create(CultureInfo.InvariantCulture, $"class probabilities add up to {sum:0.######}, not to 1 (tolerance {ClassProbabilities.SumTolerance})"))
            : null;
    }
}
