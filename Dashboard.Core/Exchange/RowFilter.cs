using System.Text;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Exchange;

/// <summary>How a prediction turned out.</summary>
public enum RowOutcome
{
    Any = 0,

    /// <summary>Its label is not its ground truth's. Numbers are neither wrong nor right.</summary>
    Wrong,

    Right,

    /// <summary>Answered, and no ground truth is in force.</summary>
    Unlabelled,

    /// <summary>The call failed.</summary>
    Failed,
}

/// <summary>Which joined predictions of a selection. Null and <see cref="RowOutcome.Any"/> mean all; all must hold.</summary>
public sealed record RowFilter
{
    public static readonly RowFilter None = new();

    /// <summary>The label of the ground truth in force.</summary>
    public string? Truth { get; init; }

    /// <summary>The label that was predicted.</summary>
    public string? Predicted { get; init; }

    public RowOutcome Outcome { get; init; }

    public string? Id { get; init; }

    public bool Matches(EventBatch events, in PredictionRow row, in JoinedTruth truth) =>
        MayMatch(events, row) && Accepts(row.Version.Model, row.Predicted, row.IsFailed, truth);

    /// <summary>Before its ground truth is known: false when none could make it match.</summary>
    internal bool MayMatch(EventBatch events, in PredictionRow row) =>
        (Id is null || row.Key == PredictionKey.Of(row.Version.Model, Encoding.UTF8.GetBytes(Id)))
        && (Predicted is null || Predicted == RowValue.Of(row.Version.Model, row.Predicted, TextOf(events, row.PredictedText))?.Label)
        && (Outcome != RowOutcome.Failed || row.IsFailed);

    /// <summary>The rest of it, of a prediction that may match.</summary>
    internal bool Accepts(Model model, Outcome predicted, bool isFailed, in JoinedTruth truth) =>
        (Truth is null || Truth == RowValue.Of(model, truth.Truth, truth.Text)?.Label)
        && Outcome switch
        {
            RowOutcome.Wrong => IsJudged(model, predicted, truth) && predicted != truth.Truth,
            RowOutcome.Right => IsJudged(model, predicted, truth) && predicted == truth.Truth,
            RowOutcome.Unlabelled => !isFailed && truth.Truth.IsNone,
            _ => true,
        };

    private static bool IsJudged(Model model, Outcome predicted, in JoinedTruth truth) =>
        !model.IsRegression && !predicted.IsNone && !truth.Truth.IsNone;

    private static string? TextOf(EventBatch events, TextSpan span) => span.IsEmpty ? null : events.TextString(span);
}
