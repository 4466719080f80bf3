using Dashboard.Core.Metrics;

namespace Dashboard.Core.Comparison;

/// <summary>How one value of a dimension fares against all its other values.</summary>
/// <param name="Quality">Accuracy, or mean absolute error for regression.</param>
/// <param name="Others">The same of all other values together.</param>
/// <param name="Difference">The segment's less the others', with the interval of a single look.</param>
/// <param name="AdjustedP">Of being worse, among all segments looked at; null for those with too few labels.</param>
/// <param name="Impact">
/// How much worse it makes the whole, in the unit of the quality: n_segment / n times the difference, positive when it does harm.
/// </param>
public sealed record SegmentEffect(string Segment, Figure Quality, Figure Others, Figure Difference, double? AdjustedP, double Impact)
{
    /// <summary>At most <see cref="SegmentRanking.FalseShare"/> of the segments called so are called so wrongly.</summary>
    public bool IsWorse => AdjustedP <= SegmentRanking.FalseShare;
}
