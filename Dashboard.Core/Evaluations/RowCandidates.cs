namespace Dashboard.Core.Evaluations;

/// <summary>Collects the rows of a file as everything it may still be, until they tell what it is.</summary>
internal sealed class RowCandidates
{
    private readonly ColumnMap _map;
    private KindRecognition? _recognition;
    private ClassificationRows? _scored;
    private ClassificationRows? _labels; // Without scores; gone with the first score that is read.
    private RegressionRows? _numbers;

    public RowCandidates(IReadOnlyList<string> columns, ColumnMap map, EvaluationKind? kind, EvaluationOptions options)
    {
        (_map, _recognition) = (map, kind is null ? new KindRecognition() : null);
        if (kind is not EvaluationKind.Regression)
        {
            _scored = map.HasScores ? new ClassificationRows(columns, map, options) : null;
            _labels = new ClassificationRows(columns, map.HasScores ? map.WithoutScores() : map, options);
        }

        _numbers = kind is not EvaluationKind.Classification ? new RegressionRows(columns, map, options) : null;
    }

    /// <exception cref="EvaluationRefusedException">The rows are too many, or of the only kind left they have too many labels.</exception>
    public void Add(ITableReader row)
    {
        if (_labels is not null && _scored is not null && _map.HasScoreIn(row))
        {
            _labels = null;
        }

        _recognition?.Add(row, _map);
        _scored?.Add(row);
        _labels?.Add(row);
        _numbers?.Add(row);
        if (_recognition is { IsDecided: true })
        {
            Decide(_recognition.Kind);
        }

        if (_recognition is null && (_labels ?? _scored)?.Refusal is { } refusal)
        {
            throw refusal;
        }
    }

    /// <summary>After the last row.</summary>
    public RowCollector Take()
    {
        if (_recognition is not null)
        {
            Decide(_recognition.Kind);
        }

        return (RowCollector?)_numbers ?? _labels ?? _scored!;
    }

    private void Decide(EvaluationKind kind)
    {
        _recognition = null;
        if (kind == EvaluationKind.Classification)
        {
            _numbers = null;
        }
        else
        {
            (_scored, _labels) = (null, null);
        }
    }
}
