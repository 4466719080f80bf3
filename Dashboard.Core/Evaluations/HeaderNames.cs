namespace Dashboard.Core.Evaluations;

/// <summary>Finds columns by the names people give them; case, spaces, dots and dashes do not matter.</summary>
internal sealed class HeaderNames
{
    public static readonly string[] Prediction =
        ["prediction", "predicted", "pred", "y_pred", "y_hat", "yhat", "predicted_label", "predicted_class", "predicted_value", "prediction_label", "forecast"];

    public static readonly string[] GroundTruth =
        ["ground_truth", "groundtruth", "truth", "y_true", "label", "actual", "target", "true_label", "true_class", "observed", "expected", "y"];

    public static readonly string[] Score = ["score", "probability", "proba", "prob", "y_score", "y_prob", "y_proba"];
    public static readonly string[] ClassScores = ["scores_", "score_", "proba_", "prob_", "probability_"];
    public static readonly string[] Id = ["id", "prediction_id", "row_id"];
    public static readonly string[] Version = ["version", "model_version"];
    public static readonly string[] Timestamp = ["timestamp", "time", "ts", "datetime", "date"];
    public static readonly string[] Segments = ["segments_", "segment_"];

    private readonly IReadOnlyList<string> _columns;
    private readonly string[] _plain;

    /// <exception cref="EvaluationRefusedException"><c>header_invalid</c>: no header, or two columns of one name.</exception>
    public HeaderNames(IReadOnlyList<string> columns)
    {
        _columns = columns;
        _plain = [.. columns.Select(Plain)];
        if (columns.Count == 0 || columns.All(string.IsNullOrWhiteSpace))
        {
            throw new EvaluationRefusedException("header_invalid", "the first line must name the columns");
        }

        if (columns.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new EvaluationRefusedException("header_invalid", "two columns have this name", twice.Key);
        }
    }

    /// <summary>The chosen column, else the first known name that occurs; null when none does.</summary>
    /// <exception cref="EvaluationRefusedException"><c>column_missing</c>: the chosen one is not there.</exception>
    public int? Find(string parameter, string? chosen, IReadOnlyList<string> known)
    {
        var index = chosen is null
            ? known.Select(name => Array.IndexOf(_plain, name)).FirstOrDefault(i => i >= 0, -1)
            : _columns.TakeWhile(name => name != chosen).Count() is var position && position < _columns.Count ? position : -1;
        return index >= 0 ? index
            : chosen is null ? null
            : throw new EvaluationRefusedException("column_missing", $"there is no column '{chosen}'", parameter) { Columns = _columns };
    }

    /// <summary>Columns whose name goes on after one of the prefixes; of the first prefix that occurs.</summary>
    /// <param name="isChosen">The prefix was given: it is compared exactly and must occur twice.</param>
    public IReadOnlyList<NamedColumn> FindPrefixed(IReadOnlyList<string> prefixes, bool isChosen)
    {
        var names = isChosen ? _columns : _plain;
        foreach (var prefix in prefixes)
        {
            NamedColumn[] found = [.. _columns
                .Select((name, i) => (name, i))
                .Where(c => names[c.i].StartsWith(prefix, StringComparison.Ordinal) && names[c.i].Length > prefix.Length)
                .Select(c => new NamedColumn(c.i, c.name.Trim()[prefix.Length..]))];
            if (found.Length > (isChosen ? 1 : 0))
            {
                return found;
            }
        }

        return isChosen
            ? throw new EvaluationRefusedException("column_missing", $"no two columns start with '{prefixes[0]}'", "class_scores") { Columns = _columns }
            : [];
    }

    private static string Plain(string name) => string.Concat(name.Trim().Select(c => c is ' ' or '.' or '-' ? '_' : char.ToLowerInvariant(c)));
}
