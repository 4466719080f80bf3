namespace Dashboard.Core.Predictions;

/// <summary>What is remembered of a prediction for joining ground truth and recognising duplicates.</summary>
/// <param name="EventTicks">Event time in whole milliseconds.</param>
/// <param name="Truth">The ground truth in force; <see cref="Outcome.None"/> until one arrives and after its retraction.</param>
/// <param name="Score">NaN when it had none.</param>
/// <param name="Fingerprint">As <see cref="OpenSlot.Shorten"/> leaves it.</param>
/// <param name="SliceIndex"><see cref="Slice.Index"/>: its version and segments.</param>
public readonly record struct OpenPrediction(
    ulong Key, long EventTicks, Outcome Predicted, Outcome Truth, double Score, uint Fingerprint, int SliceIndex)
{
    /// <summary>How late the prediction itself came, see <see cref="LabelDelay.LatenessOf"/>.</summary>
    public byte Lateness { get; init; }

    /// <summary>How late the first ground truth came, see <see cref="LabelDelay"/>. Means nothing while there is none.</summary>
    public byte DelayRung { get; init; }

    /// <summary>First ground truth minus prediction, as <see cref="ShortDelay"/> keeps it. Means nothing while there is none.</summary>
    public long DelayTicks { get; init; }
}
