namespace Dashboard.Core.Predictions;

/// <summary>A model version and the segments a prediction of it is in: everything its events are counted under.</summary>
/// <param name="Index">Dense number within its <see cref="SliceTable"/>.</param>
/// <param name="Segments">At most one per dimension.</param>
public sealed record Slice(int Index, ModelVersion Version, IReadOnlyList<Segment> Segments);
