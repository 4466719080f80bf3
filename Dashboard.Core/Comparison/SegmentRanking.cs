using Dashboard.Core.Metrics;
using MathNet.Numerics;

namespace Dashboard.Core.Comparison;

/// <summary>A segment's share and the share to expect of it: its baseline, or that of all other traffic.</summary>
/// <param name="Expected">0 to 1, taken as known.</param>
public readonly record struct SegmentShare(string Segment, Share Found, double Expected);

/// <summary>A segment that does worse than expected.</summary>
/// <param name="Figure">Its share with its Wilson interval.</param>
/// <param name="Impact">How much it lowers the share of all traffic: n_segment (expected - found) / n.</param>
/// <param name="AdjustedP">Among all segments looked at.</param>
public sealed record WorseSegment(string Segment, Figure Figure, double Expected, double Impact, double AdjustedP)
{
    public string Sentence =>
        $"{Segment}: {NumberText.Percent(Figure.Value)} where {NumberText.Percent(Expected)} was expected"
        + $" ({NumberText.Counted(Figure.Count, "prediction")}); takes {NumberText.PercentPoints(Impact)} off the whole.";
}

/// <summary>Which of many segments do worse, without being fooled by their number.</summary>
public static class SegmentRanking
{
    /// <summary>Smaller segments are not looked at.</summary>
    public const long LeastCount = 30;

    /// <summary>The share of the ranked that may be false.</summary>
    public const double FalseShare = 0.1;

    /// <summary>Worst impact first. The exact lower binomial tail per segment, then <see cref="FalseDiscoveries.Adjust"/>.</summary>
    /// <param name="segments">The caller bounds them.</param>
    public static IReadOnlyList<WorseSegment> Rank(IReadOnlyList<SegmentShare> segments)
    {
        var total = segments.Sum(s => s.Found.Count);
        var large = segments.Where(s => s.Found.Count >= LeastCount).ToArray();
        var adjusted = AdjustedP(large);
        return
        [
            .. large.Zip(adjusted)
                .Where(s => s.Second <= FalseShare)
                .Select(s => new WorseSegment(
                    s.First.Segment,
                    Proportion.Of(s.First.Found.Hits, s.First.Found.Count, ""),
                    s.First.Expected,
                    s.First.Found.Count * (s.First.Expected - s.First.Found.Value) / total,
                    s.Second))
                .OrderByDescending(s => s.Impact).ThenBy(s => s.Segment, StringComparer.Ordinal),
        ];
    }

    /// <summary>Adjusted p values of being worse than expected, in the order given. All of them are looked at.</summary>
    internal static double[] AdjustedP(IReadOnlyCollection<SegmentShare> segments) =>
        FalseDiscoveries.Adjust([.. segments.Select(s => AtMost(s.Found, s.Expected))]);

    /// <summary>P(X &lt;= k) = I(1 - p; n - k, k + 1).</summary>
    private static double AtMost(Share found, double expected) => found.Hits >= found.Count
        ? 1
        : SpecialFunctions.BetaRegularized(found.Count - found.Hits, found.Hits + 1, 1 - expected);
}
