namespace Dashboard.Core.Evaluations;

/// <summary>Which column of a file plays which part: positions in its header.</summary>
/// <param name="Score">Of the positive label; null when there is none or there are scores by class.</param>
/// <param name="ClassScores">Columns with a probability per class, in ordinal order of the classes; empty when there are none.</param>
/// <param name="Segments">The version column is one of them.</param>
public sealed record ColumnMap(
    int Prediction,
    int GroundTruth,
    int? Score,
    IReadOnlyList<NamedColumn> ClassScores,
    int? Id,
    int? Timestamp,
    IReadOnlyList<NamedColumn> Segments)
{
    /// <summary>Most segment columns of one evaluation.</summary>
    public const int MaxSegments = 8;

    /// <summary>Most classes with a score column.</summary>
    public const int MaxClasses = 100;

    /// <summary>What the version is called among the segments.</summary>
    public const string Version = "version";

    public IReadOnlyCollection<int> Used =>
        new[] { Prediction, GroundTruth, Score ?? Prediction, Id ?? Prediction, Timestamp ?? Prediction }
            .Concat(ClassScores.Select(c => c.Index)).Concat(Segments.Select(s => s.Index)).ToHashSet();

    public bool HasScores => Score is not null || ClassScores.Count > 0;

    /// <summary>There are score columns, but all their fields are empty: they count as none.</summary>
    public bool AreScoresEmpty { get; private init; }

    /// <exception cref="EvaluationRefusedException">
    /// <c>column_missing</c>: a chosen column is not there; <c>columns_unknown</c>: prediction or ground truth were not recognised.
    /// </exception>
    public static ColumnMap Of(IReadOnlyList<string> columns, ColumnChoice choice)
    {
        var header = new HeaderNames(columns);
        var prediction = header.Find("prediction", choice.Prediction, HeaderNames.Prediction);
        var truth = header.Find("ground_truth", choice.GroundTruth, HeaderNames.GroundTruth);
        if (prediction is null || truth is null)
        {
            var missing = prediction is null ? "prediction" : "ground_truth";
            throw new EvaluationRefusedException("columns_unknown", $"no column looks like the {missing.Replace('_', ' ')}; name it with {missing}=<column>", missing)
            {
                Columns = columns,
            };
        }

        var classes = header.FindPrefixed(choice.ClassScores is { } prefix ? [prefix] : HeaderNames.ClassScores, choice.ClassScores is not null);
        return new ColumnMap(
            prediction.Value, truth.Value,
            classes.Count < 2 ? header.Find("score", choice.Score, HeaderNames.Score) : null,
            classes.Count < 2 ? [] : Checked(classes),
            header.Find("id", choice.Id, HeaderNames.Id),
            header.Find("timestamp", choice.Timestamp, HeaderNames.Timestamp),
            SegmentsOf(header, choice));
    }

    /// <summary>For a file of which <see cref="HasScoreIn"/> is true of no row.</summary>
    public ColumnMap WithoutScores() => this with { Score = null, ClassScores = [], AreScoresEmpty = true };

    /// <summary>Whether a score column has anything in it.</summary>
    public bool HasScoreIn(ITableReader row)
    {
        if (row.Fault is not null)
        {
            return false;
        }

        var found = Score is { } column && !row.Text(column).IsEmpty;
        for (var i = 0; i < ClassScores.Count && !found; i++)
        {
            found = !row.Text(ClassScores[i].Index).IsEmpty;
        }

        return found;
    }

    private static IReadOnlyList<NamedColumn> Checked(IReadOnlyList<NamedColumn> classes) => classes.Count <= MaxClasses
        ? [.. classes.OrderBy(c => c.Name, StringComparer.Ordinal)]
        : throw new EvaluationRefusedException("too_many_columns", $"{classes.Count} score columns; at most {MaxClasses} classes have one", "class_scores");

    private static NamedColumn[] SegmentsOf(HeaderNames header, ColumnChoice choice)
    {
        var named = choice.Segments.Count > 0
            ? choice.Segments.Select(name => new NamedColumn(header.Find("segment", name, [])!.Value, name)).ToList()
            : header.FindPrefixed(HeaderNames.Segments, isChosen: false);
        if (named.Count > MaxSegments && choice.Segments.Count > 0)
        {
            throw new EvaluationRefusedException("too_many_columns", $"at most {MaxSegments} segment columns", "segment");
        }

        var version = header.Find("version_column", choice.Version, HeaderNames.Version);
        return [.. version is { } index ? [new NamedColumn(index, Version)] : Array.Empty<NamedColumn>(), .. named.Take(MaxSegments)];
    }
}

/// <summary>A column and the class or segment it stands for.</summary>
public readonly record struct NamedColumn(int Index, string Name);
