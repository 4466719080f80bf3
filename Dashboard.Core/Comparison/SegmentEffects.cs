using Dashboard.Core.Metrics;
using MathNet.Numerics.Distributions;

namespace Dashboard.Core.Comparison;

/// <summary>
/// All values of a dimension against each other, most harmful first. A prediction has one value of a dimension, so a segment
/// and the others share none.
/// </summary>
public static class SegmentEffects
{
    /// <param name="segments">The caller bounds them.</param>
    public static IReadOnlyList<SegmentEffect> Rank(IReadOnlyList<(string Segment, Tally Tally)> segments, bool isRegression) =>
        [.. (isRegression ? ByLoss(segments) : ByShare(segments))
            .OrderByDescending(effect => effect.Impact).ThenBy(effect => effect.Segment, StringComparer.Ordinal)];

    /// <summary>By accuracy; the exact lower binomial tail against the others' share, as <see cref="SegmentRanking"/>.</summary>
    private static IEnumerable<SegmentEffect> ByShare(IReadOnlyList<(string Segment, Tally Tally)> segments)
    {
        var all = segments.Aggregate(default(Share), (sum, s) => sum + SingleLook.ShareOf(s.Tally));
        var shares = segments.Select(s => (s.Segment, Found: SingleLook.ShareOf(s.Tally)))
            .Select(s => (s.Segment, s.Found, Others: new Share(all.Hits - s.Found.Hits, all.Count - s.Found.Count))).ToArray();
        var judged = shares.Where(s => s.Found.Count >= SegmentRanking.LeastCount && s.Others.Count >= SegmentRanking.LeastCount)
            .Select(s => new SegmentShare(s.Segment, s.Found, s.Others.Value)).ToArray();
        var adjusted = judged.Zip(SegmentRanking.AdjustedP(judged)).ToDictionary(j => j.First.Segment, j => j.Second, StringComparer.Ordinal);
        return shares.Select(s => Effect(
            s.Segment, ClassificationMetrics.Accuracy(s.Found.Hits, s.Found.Count), ClassificationMetrics.Accuracy(s.Others.Hits, s.Others.Count),
            Share.Difference(s.Others, s.Found), adjusted, worseSign: -1, all.Count));
    }

    /// <summary>By mean |error|; the upper normal tail of d / sqrt(var_1 / n_1 + var_2 / n_2) (Welch, Biometrika 34, 1947, for large n).</summary>
    private static IEnumerable<SegmentEffect> ByLoss(IReadOnlyList<(string Segment, Tally Tally)> segments)
    {
        var all = new Moments();
        var losses = segments.Select(s => (s.Segment, Found: SingleLook.LossOf(s.Tally))).ToArray();
        foreach (var (_, found) in losses)
        {
            all.Merge(found);
        }

        var compared = Array.ConvertAll(losses, s => (s.Segment, s.Found, Others: Without(all, s.Found)));
        var judged = compared.Where(s => s.Found.Count >= SegmentRanking.LeastCount && s.Others.Count >= SegmentRanking.LeastCount)
            .Select(s => (s.Segment, P: UpperTail(s.Others, s.Found))).ToArray();
        var adjusted = judged.Zip(FalseDiscoveries.Adjust([.. judged.Select(j => j.P)])).ToDictionary(j => j.First.Segment, j => j.Second, StringComparer.Ordinal);
        return compared.Select(s => Effect(
            s.Segment, MeanOf(s.Found), MeanOf(s.Others), LossComparison.DifferenceOf(s.Others, s.Found), adjusted, worseSign: 1, all.Count));
    }

    private static SegmentEffect Effect(
        string segment, Figure found, Figure others, Figure difference, Dictionary<string, double> adjusted, int worseSign, long total) =>
        new(segment, found, others, difference, adjusted.TryGetValue(segment, out var p) ? p : null,
            difference.Value is { } distance ? worseSign * distance * found.Count / total : 0);

    private static Moments Without(Moments all, in Moments part)
    {
        all.Unmerge(part);
        return all;
    }

    private static Figure MeanOf(in Moments losses) => losses.ToMeanLossFigure(RegressionMetrics.Unlabelled);

    private static double UpperTail(in Moments others, in Moments found) => LossComparison.VarianceOf(others, found) is var variance and > 0
        ? Normal.CDF(0, 1, -(found.Mean - others.Mean) / Math.Sqrt(variance))
        : 1;
}
