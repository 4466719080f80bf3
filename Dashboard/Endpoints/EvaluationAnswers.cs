using System.ComponentModel;
using Dashboard.Core.Evaluations;

namespace Dashboard.Endpoints;

/// <param name="Evaluations">Newest first.</param>
/// <param name="Total">Stored, whatever was asked for.</param>
/// <param name="Baselines">By model.</param>
/// <param name="Damaged">That cannot be read any more.</param>
/// <param name="Dropped">That made room for newer ones, since the start.</param>
internal sealed record EvaluationsAnswer(
    IReadOnlyList<EvaluationHead> Evaluations, int Total, IReadOnlyDictionary<string, Guid> Baselines, int Damaged, long Dropped);

internal sealed record BaselineDocument([property: Description("Id of an evaluation of the model: a UUID; required")] string? Evaluation);

/// <param name="Threshold">Of the drop, in shares.</param>
/// <param name="History">The accuracies the verdict rests on, oldest first; the last one is judged.</param>
internal sealed record DegradationAnswer(string Model, double Threshold, ClassicVerdict Verdict, IReadOnlyList<JudgedBatch> History)
{
    private const int Batches = 10;

    /// <param name="heads">Oldest first; those without accuracy are left out.</param>
    public static DegradationAnswer Of(string model, IReadOnlyList<EvaluationHead> heads)
    {
        JudgedBatch[] batches =
        [
            .. from head in heads
               let accuracy = head.ValueOf("accuracy")
               where accuracy is not null
               select new JudgedBatch(head.Id, head.CreatedAt, accuracy.Value, head.Rows),
        ];
        return new DegradationAnswer(
            model, ClassicRule.Threshold, ClassicRule.Judge([.. batches.Select(batch => batch.Accuracy)]), [.. batches.TakeLast(Batches)]);
    }
}

internal sealed record JudgedBatch(Guid Id, DateTimeOffset CreatedAt, double Accuracy, long Rows);

/// <param name="Prediction">Null, as others, when it was not recognised.</param>
/// <param name="ClassScores">Columns with a probability by class.</param>
/// <param name="Problem">Why the file would be refused as it is; null when it would not.</param>
internal sealed record ColumnsAnswer(
    IReadOnlyList<string> Columns, string? Prediction, string? GroundTruth, string? Score, IReadOnlyList<string> ClassScores, string? Id,
    string? Timestamp, IReadOnlyList<string> Segments, string? Problem);
