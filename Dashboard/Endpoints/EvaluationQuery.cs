using Dashboard.Core.Evaluations;
using Dashboard.Queries;
using Microsoft.Extensions.Primitives;

namespace Dashboard.Endpoints;

/// <summary>Reads what an upload is to be evaluated as, from the query string or the fields of a form.</summary>
internal static class EvaluationQuery
{
    private const int LongestName = 100;
    private const int LongestColumn = 256;

    private static readonly string[] Known =
    [
        "model", "name", "version", "kind", "positive", "upload", "prediction", "ground_truth", "score", "class_scores", "id", "timestamp",
        "version_column", "segment",
    ];

    /// <exception cref="QueryException">A parameter is missing, unknown or wrong.</exception>
    public static (EvaluationRequest Request, Guid Upload) Read(IQueryCollection fields, DateTimeOffset now)
    {
        var query = new QueryReader(fields, now, Known);
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

    public static string Model(QueryReader query) => query.Text("model", LongestName) ?? throw QueryReader.Invalid("model", "Is required.");

    public static Guid? Id(QueryReader query, string name) => query.Text(name) is not { } text ? null
        : Guid.TryParse(text, out var id) ? id
        : throw QueryReader.Invalid(name, "Must be the id of an evaluation.");

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
