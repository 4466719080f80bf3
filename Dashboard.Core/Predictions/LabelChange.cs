namespace Dashboard.Core.Predictions;

/// <summary>
/// What one accepted event does to the label of one prediction. Cells take the old label off and put the new one on: a first
/// label has no old one, a retraction no new one.
/// </summary>
/// <param name="SliceIndex"><see cref="Slice.Index"/> of the prediction; -1 when no prediction is touched (the truth was parked).</param>
/// <param name="Score">The prediction's; NaN when it had none.</param>
/// <param name="PredictionTicks">The prediction's event time.</param>
/// <param name="Before">The ground truth in force so far; <see cref="Outcome.None"/> when there was none.</param>
/// <param name="After">The ground truth in force now; <see cref="Outcome.None"/> when there is none.</param>
/// <param name="DelayTicks">First ground truth minus prediction, at least 0, as <see cref="ShortDelay"/> keeps it.</param>
/// <param name="DelayRung">How late the first ground truth came, see <see cref="LabelDelay"/>.</param>
public readonly record struct LabelChange(
    ulong Key, int SliceIndex, long PredictionTicks, Outcome Predicted, double Score, Outcome Before, Outcome After, long DelayTicks, byte DelayRung)
{
    /// <summary>Nothing but the parking changes.</summary>
    public static readonly LabelChange None = new(0, -1, 0, Outcome.None, double.NaN, Outcome.None, Outcome.None, 0, 0);

    public bool TouchesPrediction => SliceIndex >= 0;

    /// <summary>The prediction had no ground truth in force: none had come, or it was retracted.</summary>
    public bool IsFirstLabel => Before.IsNone && !After.IsNone;

    public bool IsCorrection => !Before.IsNone && !After.IsNone;

    public bool IsRetraction => !Before.IsNone && After.IsNone;
}
