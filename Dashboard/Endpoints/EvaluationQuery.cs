using Dashboard.Core.Evaluations;
using Dashboard.Queries;
using Microsoft.Extensions.Primitives;
using Microsoft.OpenApi;

namespace Dashboard.Endpoints;

/// <summary>Reads what an upload is to be evaluated as, from the query string or the fields of a form.</summary>
internal static class EvaluationQuery
{
    private const int LongestName = 100;
    private const int LongestColumn = 256;

    private const int LongestTrend = 3_650;
    private const int UsualTrend = 30;

    private static readonly QueryParameter OfModel = new("model", "Exact name; 1 to 100 characters.") { IsRequired = true };

    /// <summary>Which columns of a file are used; recognised by their names unless given.</summary>
    public static IReadOnlyList<QueryParameter> OfColumns { get; } =
    [
        new("prediction", "Column, 1 to 256 characters as all; default: recognised by its name, as all columns."),
        new("ground_truth", "Column."),
        new("score", "Column with the score or probability of the positive label."),
        new("class_scores", "Prefix of columns with a probability by class, 0 to 1."),
        new("id", "Column shown beside rejected rows."),
        new("timestamp", "Column with instants; without offset they are UTC."),
        new("version_column", "Column with the version of each row."),
        new("segment", $"Column; may be given up to {ColumnMap.MaxSegments} times.") { IsRepeated = true },
    ];

    public static IReadOnlyList<QueryParameter> OfUpload { get; } =
    [
        OfModel,
        new("name", "Of the evaluation, 1 to 100 characters; default: its instant."),
        new("version", "Of the model, 1 to 100 characters; default: the only value of the version column."),
        new("kind", "classification or regression; default: recognised from the first 10,000 rows."),
        new("positive", "The label precision, recall and score are about; default: 1, true, yes, or the later of two."),
        QueryParameter.ZeroDivision,
        new("upload", "A UUID of the sender's choice, by which the page shows the progress."),
        .. OfColumns,
    ];

    public static IReadOnlyList<QueryParameter> OfList { get; } =
    [
        OfModel with { Description = "Exact name; default all models.", IsRequired = false },
        QueryParameter.Limit, QueryParameter.After,
    ];

    public static IReadOnlyList<QueryParameter> OfTrend { get; } =
    [
        OfModel,
        new("days", $"How far back the trend begins, in days: 1 to {LongestTrend}; default {UsualTrend}.", JsonSchemaType.Integer),
        new("metric", "Name of one metric of the evaluations; default accuracy, or mae when the newest one is a regression."),
    ];

    public static IReadOnlyList<QueryParameter> OfDegradation { get; } = [OfModel];

    public static IReadOnlyList<QueryParameter> OfComparison { get; } =
    [
        new("first", "Id (UUID) of the evaluation to compare with; default the baseline of the second one's model."),
        new("second", "Id (UUID) of the evaluation to judge. Differences are second less first.") { IsRequired = true },
    ];

    /// <exception cref="QueryException">A parameter is missing, unknown or wrong.</exception>
    public static (EvaluationRequest Request, Guid Upload) Read(IQueryCollection fields, DateTimeOffset now)
    {
        var query = new QueryReader(fields, now, [.. OfUpload.Select(parameter => parameter.Name)]);
        var request = new EvaluationRequest(Model(query))
        {
            Name = query.Text("name", LongestName),
            Version = query.Text("version", LongestName),
            Positive = query.Text("positive", LongestColumn),
            Kind = query.Text("kind") switch
            {
                null => null,
                "classification" => EvaluationKind.Classification,
                "regression" => EvaluationKind.Regression,
                _ => throw QueryReader.Invalid("kind", "Must be classification or regression."),
            },
            ZeroDivision = QueryParameter.ReadZeroDivision(query),
            Columns = Columns(query),
        };
        return (request, Upload(query) ?? Guid.NewGuid());
    }

    public static ColumnChoice Columns(QueryReader query) => new()
    {
        Prediction = query.Text("prediction", LongestColumn),
        GroundTruth = query.Text("ground_truth", LongestColumn),
        Score = query.Text("score", LongestColumn),
        ClassScores = query.Text("class_scores", LongestColumn),
        Id = query.Text("id", LongestColumn),
        Timestamp = query.Text("timestamp", LongestColumn),
        Version = query.Text("version_column", LongestColumn),
        Segments = query.Texts("segment", ColumnMap.MaxSegments, LongestColumn),
    };

    public static int Days(QueryReader query) => query.Count("days", 1, LongestTrend, UsualTrend);

    public static string Model(QueryReader query) => query.Text("model", LongestName) ?? throw QueryReader.Invalid("model", "Is required.");

    public static Guid? Id(QueryReader query, string name) => query.Text(name) is { } text ? ParseId(name, text) : null;

    /// <param name="name">What is at fault when it is none.</param>
    public static Guid ParseId(string name, string text) =>
        Guid.TryParse(text, out var id) ? id : throw QueryReader.Invalid(name, "Must be the id of an evaluation: a UUID.");

    /// <summary>The fields of a form as if they stood in the query string; both together must name each once.</summary>
    public static QueryCollection Join(IQueryCollection query, IEnumerable<KeyValuePair<string, string>> fields) => new(
        query.SelectMany(pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key, value ?? ""))
            .Concat(fields)
            .GroupBy(pair => pair.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => new StringValues([.. group.Select(pair => pair.Value)]), StringComparer.Ordinal));

    private static Guid? Upload(QueryReader query) => query.Text("upload") is not { } text ? null
        : Guid.TryParse(text, out var upload) ? upload
        : throw QueryReader.Invalid("upload", "Must be a UUID of the sender's choice.");
}
