namespace Dashboard.Core.Predictions;

/// <summary>A slice of an <see cref="EventBatch"/>'s UTF-8 text.</summary>
public readonly record struct TextSpan(int Offset, int Length)
{
    public bool IsEmpty => Length == 0;
}

[Flags]
public enum PredictionFlags : byte
{
    None = 0,

    /// <summary>The call failed (<c>"status":"error"</c>).</summary>
    Failed = 1,

    /// <summary>The sender gave no timestamp; <see cref="PredictionRow.EventTicks"/> is the instant of receipt.</summary>
    TimestampAssigned = 2,
}

/// <summary>
/// One valid prediction event. Ticks are UTC (100 ns). Texts are slices of the batch that holds the row.
/// </summary>
public struct PredictionRow
{
    public ModelVersion Version;

    /// <summary>Identity: <see cref="PredictionKey.Of"/> of model and id.</summary>
    public ulong Key;

    /// <summary>Hash of everything the sender said except the id: same id and same fingerprint is the same event again.</summary>
    public uint Fingerprint;

    public long EventTicks;
    public long ReceivedTicks;

    /// <summary><see cref="Outcome.None"/> is possible only when <see cref="PredictionFlags.Failed"/> is set.</summary>
    public Outcome Predicted;

    /// <summary>Probability or margin as sent; NaN when absent. Always finite otherwise.</summary>
    public double Score;

    /// <summary>Microseconds, 0 to 86.4e9; -1 when absent.</summary>
    public long LatencyMicros;

    public PredictionFlags Flags;
    public TextSpan Id;
    public TextSpan Error;

    /// <summary>The label's text when <see cref="Predicted"/> is unlisted; else empty.</summary>
    public TextSpan PredictedText;

    /// <summary>Segments, features and class scores in the form of <see cref="Attributes"/>; empty when none.</summary>
    public TextSpan Attributes;

    public readonly bool IsFailed => (Flags & PredictionFlags.Failed) != 0;
}

/// <summary>
/// One valid ground-truth event (also made from a prediction's inline <c>ground_truth</c>), or the retraction of one.
/// </summary>
public struct GroundTruthRow
{
    public Model Model;
    public ulong Key;

    /// <summary>When the truth became known or was withdrawn, by the sender's clock (UTC ticks).</summary>
    public long EventTicks;

    public long ReceivedTicks;

    /// <summary><see cref="Outcome.None"/> takes back the truth in force.</summary>
    public Outcome Truth;
    public TextSpan Id;

    /// <summary>The label's text when <see cref="Truth"/> is unlisted; else empty.</summary>
    public TextSpan TruthText;

    public readonly bool IsRetraction => Truth.IsNone;
}
