namespace Dashboard.Core.Windowing;

/// <summary>
/// What has been counted for a key, whatever its range. Counting starts anew with each start and each rebuilding of memory, so only
/// a difference means something.
/// </summary>
/// <param name="GroundTruths">That found their prediction, corrections too.</param>
public readonly record struct Arrivals(long Predictions, long GroundTruths)
{
    /// <summary>What came after <paramref name="before"/>; null when counting started anew since.</summary>
    public Arrivals? Since(Arrivals before) => Predictions < before.Predictions || GroundTruths < before.GroundTruths
        ? null
        : new(Predictions - before.Predictions, GroundTruths - before.GroundTruths);
}
