namespace Dashboard.Core.Metrics.Features;

/// <summary>Where one feature of a prediction is counted; worked out once for all cells that count it.</summary>
/// <param name="Slot">Counted one more.</param>
/// <param name="Beside">So is this one; <see cref="None"/> mostly.</param>
/// <param name="Number">Place among the baseline's numeric features; <see cref="None"/> when <paramref name="Value"/> is no number of it.</param>
public readonly record struct FeatureMark(short Slot, short Beside, short Number, double Value)
{
    public const short None = -1;

    public static FeatureMark Of(int slot) => new((short)slot, None, None, 0);
}
