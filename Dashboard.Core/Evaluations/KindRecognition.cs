namespace Dashboard.Core.Evaluations;

/// <summary>
/// Whether a file holds labels or numbers, from its first rows: numbers, of which some has a fraction (as in
/// <c>sklearn.utils.multiclass.type_of_target</c>) or whose ground truth takes more than 50 values, are a regression; with a score they are labels.
/// </summary>
internal sealed class KindRecognition
{
    /// <summary>After this many rows with ground truth, or one with a score, the kind is fixed.</summary>
    public const int Sample = 10_000;

    private const int MostClasses = 50;

    private readonly HashSet<double> _truths = []; // Bounded by MostClasses + 1.
    private long _rows;
    private long _numbers;
    private bool _hasFraction;
    private bool _hasScore;

    public bool IsDecided => _hasScore || _rows >= Sample;

    public EvaluationKind Kind =>
        !_hasScore && 10 * _numbers >= 9 * _rows && (_hasFraction || _truths.Count > MostClasses) ? EvaluationKind.Regression : EvaluationKind.Classification;

    public void Add(ITableReader row, ColumnMap map)
    {
        _hasScore |= map.HasScoreIn(row);
        if (row.Fault is not null || row.Text(map.GroundTruth).IsEmpty)
        {
            return;
        }

        _rows++;
        if (!row.TryNumber(map.GroundTruth, out var truth) || !row.TryNumber(map.Prediction, out var predicted))
        {
            return;
        }

        _numbers++;
        _hasFraction |= IsFraction(truth) || IsFraction(predicted);
        if (_truths.Count <= MostClasses)
        {
            _truths.Add(truth);
        }
    }

    private static bool IsFraction(double value) => double.IsFinite(value) && value != Math.Floor(value);
}
