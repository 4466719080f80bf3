using Dashboard.Core.Estimation;
using Dashboard.Core.Metrics;

namespace Dashboard.Core.Windowing;

/// <summary>A cell's scores as the estimation without labels wants them.</summary>
internal static class ScoreBins
{
    /// <param name="positive">The label code the scores speak for; null for the confidence in whatever was predicted.</param>
    public static List<BinOutcomes> Of(ScoreCube cube, int? positive)
    {
        var histogram = positive is { } code ? cube.ReadBinary(code) : cube.ReadConfidence();
        var bins = new List<BinOutcomes>(histogram.Bins.Length); // Bounded by the cube's bins.
        foreach (ref readonly var bin in histogram.Bins)
        {
            var score = bin.OnlyScore ?? ScoreBin.Middle(bin.Bin, histogram.Scale);
            bins.Add(positive is null
                ? BinOutcomes.OfConfidence(score, bin.Positives, bin.Negatives, bin.Total - bin.Labelled)
                : Binary(bin, score));
        }

        return bins;
    }

    /// <summary>The expected accuracy of scored predictions, labels not looked at.</summary>
    public static Figure Quality(this ScoreEstimator estimator, ScoreCube scores, int? positive) => positive is null
        ? estimator.EstimateAccuracy(Of(scores, positive))
        : estimator.Estimate(Of(scores, positive)).Accuracy;

    private static BinOutcomes Binary(in ScoreBinCounts bin, double score)
    {
        var (missed, rejected) = (bin.Positives - bin.TruePositives, bin.Negatives - bin.FalsePositives);
        return new BinOutcomes(
            score, bin.TruePositives, bin.FalsePositives, missed, rejected,
            bin.PredictedPositive - bin.TruePositives - bin.FalsePositives, bin.PredictedNegative - missed - rejected);
    }
}
