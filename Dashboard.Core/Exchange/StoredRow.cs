using Dashboard.Core.Predictions;

namespace Dashboard.Core.Exchange;

/// <summary>An outcome for people: a label or a number, the other is null.</summary>
public readonly record struct RowValue(string? Label, double? Number)
{
    /// <param name="unlisted">The label's text when the outcome is unlisted.</param>
    /// <returns>Null for no outcome.</returns>
    internal static RowValue? Of(Model model, Outcome outcome, string? unlisted) => outcome.IsNone ? null
        : model.IsRegression ? new RowValue(null, outcome.Value)
        : new RowValue(unlisted ?? (model.Labels.TryGetText(outcome, out var text) ? text : Segment.Other), null);
}

/// <summary>One stored prediction with the ground truth in force.</summary>
/// <param name="Sequence">Its number in the log: its address for as long as it is stored.</param>
/// <param name="Time">When it was made, by the sender's clock.</param>
/// <param name="Truth">Null while there is none.</param>
/// <param name="TruthTime">When the truth became known, by the sender's clock.</param>
/// <param name="Error">What the sender said of a failed call; mostly empty.</param>
public sealed record StoredRow(
    long Sequence, string Id, string Version, DateTimeOffset Time, DateTimeOffset Received, RowValue? Predicted,
    RowValue? Truth, DateTimeOffset? TruthTime, double? Score, TimeSpan? Latency, bool IsFailed, string Error)
{
    /// <summary>From the prediction to its ground truth; a truth dated before it has none.</summary>
    public TimeSpan? LabelDelay => TruthTime is { } time ? time > Time ? time - Time : TimeSpan.Zero : null;

    public RowOutcome Outcome => IsFailed ? RowOutcome.Failed
        : Truth is null ? RowOutcome.Unlabelled
        : Predicted?.Label is null ? RowOutcome.Any
        : Predicted == Truth ? RowOutcome.Right : RowOutcome.Wrong;

    internal static StoredRow Of(EventBatch events, in PredictionRow row, in JoinedTruth truth, long sequence) => new(
        sequence, events.TextString(row.Id), row.Version.Name, At(row.EventTicks), At(row.ReceivedTicks),
        RowValue.Of(row.Version.Model, row.Predicted, row.PredictedText.IsEmpty ? null : events.TextString(row.PredictedText)),
        RowValue.Of(row.Version.Model, truth.Truth, truth.Text), truth.Truth.IsNone ? null : At(truth.EventTicks),
        double.IsNaN(row.Score) ? null : row.Score, row.LatencyMicros < 0 ? null : TimeSpan.FromMicroseconds(row.LatencyMicros),
        row.IsFailed, events.TextString(row.Error));

    internal static DateTimeOffset At(long ticks) => new(ticks, TimeSpan.Zero);
}

/// <summary>One answer to a <see cref="RowQuery"/>.</summary>
/// <param name="Rows">In the order of arrival, newest first; at most <see cref="RowSearch.PageRows"/>.</param>
/// <param name="Newest">Every event up to this sequence number was there to be found.</param>
/// <param name="Examined">Events looked at, of all models.</param>
/// <param name="LookedBackTo">When the oldest of them was received; null when there was none.</param>
/// <param name="Older">What to ask for next as before; null when nothing older can match.</param>
/// <param name="MissesLateTruths">True when more events came after these rows than are looked through for ground truth.</param>
public sealed record RowPage(
    IReadOnlyList<StoredRow> Rows, long Newest, long Examined, DateTimeOffset? LookedBackTo, long? Older, bool MissesLateTruths)
{
    public bool IsFull => Rows.Count == RowSearch.PageRows;
}

/// <summary>One segment, feature or class score as the sender gave it.</summary>
/// <param name="Text">Text, "true" or "false"; null for a number.</param>
public sealed record RowAttribute(AttributeGroup Group, string Name, string? Text, double? Number);

/// <summary>One ground truth of a prediction, or the retraction of the one before, in the order of arrival.</summary>
/// <param name="Value">Null for a retraction.</param>
/// <param name="Time">By the sender's clock.</param>
public sealed record RowTruth(RowValue? Value, DateTimeOffset Time, DateTimeOffset Received);

/// <summary>All that is stored of one prediction.</summary>
/// <param name="Truths">The last one is in force, none when it is a retraction; those before it were corrected or retracted.</param>
/// <param name="MissesLateTruths">As <see cref="RowPage"/>'s.</param>
public sealed record RowStory(
    StoredRow Row, IReadOnlyList<RowAttribute> Attributes, IReadOnlyList<RowTruth> Truths, bool MissesLateTruths);
