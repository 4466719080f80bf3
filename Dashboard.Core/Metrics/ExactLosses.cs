using System.Runtime.Intrinsics;

namespace Dashboard.Core.Metrics;

/// <summary>Losses of scores whose ground truth is known, four at a time.</summary>
internal static class ExactLosses
{
    /// <summary>Log loss and Brier score of ascending probabilities of positives and negatives.</summary>
    public static (LossSum LogLoss, LossSum Brier) Of(ReadOnlySpan<double> positives, ReadOnlySpan<double> negatives)
    {
        var (first, second) = (Of(positives, isPositive: true), Of(negatives, isPositive: false));
        return (Add(first.LogLoss, second.LogLoss), Add(first.Brier, second.Brier));
    }

    /// <summary>Expected calibration error over ten equally wide bins; ascending lists have each bin in one piece.</summary>
    public static Figure ExpectedError(ReadOnlySpan<double> positives, ReadOnlySpan<double> negatives)
    {
        var count = positives.Length + negatives.Length;
        Span<ReliabilityBin> bins = stackalloc ReliabilityBin[ReliabilityBins.Count];
        for (var bin = 0; bin < bins.Length; bin++)
        {
            var (p, n) = (EndOf(positives, bin), EndOf(negatives, bin));
            bins[bin] = new(p + n, p, Sum(positives[..p]) + Sum(negatives[..n]));
            positives = positives[p..];
            negatives = negatives[n..];
        }

        return CalibrationMetrics.ExpectedError(bins, count);
    }

    /// <summary>The same over ten groups of nearly equally many predictions; equal scores stay together.</summary>
    public static Figure EqualMassError(ReadOnlySpan<double> positives, ReadOnlySpan<double> negatives)
    {
        long all = positives.Length + negatives.Length, below = all;
        Span<ReliabilityBin> groups = stackalloc ReliabilityBin[CalibrationMetrics.Groups];
        foreach (var (p, n, score) in new TieGroups(positives, negatives))
        {
            below -= p + n;
            ref var group = ref groups[CalibrationMetrics.GroupOf(below, p + n, all)];
            group = group.With(p + n, p, score);
        }

        return CalibrationMetrics.ExpectedError(groups, all);
    }

    private static (LossSum LogLoss, LossSum Brier) Of(ReadOnlySpan<double> scores, bool isPositive)
    {
        Vector256<double> logLoss = default, logLossSquares = default, brier = default, brierSquares = default;
        var one = Vector256<double>.One;
        var (low, high) = (Vector256.Create(ScoreLosses.Clip), Vector256.Create(1 - ScoreLosses.Clip));
        var i = 0;
        for (; i <= scores.Length - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            var score = Vector256.Create(scores[i..]);
            var (ofTruth, distance) = isPositive ? (score, one - score) : (one - score, score);
            var loss = -Vector256.Log(Vector256.Min(Vector256.Max(ofTruth, low), high));
            logLoss += loss;
            logLossSquares += loss * loss;
            distance *= distance;
            brier += distance;
            brierSquares += distance * distance;
        }

        var sums = (new LossSum(Vector256.Sum(logLoss), Vector256.Sum(logLossSquares)), new LossSum(Vector256.Sum(brier), Vector256.Sum(brierSquares)));
        for (; i < scores.Length; i++)
        {
            var (ofTruth, distance) = isPositive ? (scores[i], 1 - scores[i]) : (1 - scores[i], scores[i]);
            var loss = ScoreLosses.LogLoss(ofTruth);
            sums = (Add(sums.Item1, new(loss, loss * loss)), Add(sums.Item2, new(distance * distance, Math.Pow(distance, 4))));
        }

        return sums;
    }

    private static LossSum Add(LossSum a, LossSum b) => new(a.Sum + b.Sum, a.SumOfSquares + b.SumOfSquares);

    /// <summary>How many of the ascending scores are in a bin or one below.</summary>
    private static int EndOf(ReadOnlySpan<double> scores, int bin)
    {
        var (low, high) = (0, scores.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = ReliabilityBins.Of(scores[middle]) <= bin ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static double Sum(ReadOnlySpan<double> scores)
    {
        Vector256<double> sums = default;
        var i = 0;
        for (; i <= scores.Length - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            sums += Vector256.Create(scores[i..]);
        }

        var sum = Vector256.Sum(sums);
        for (; i < scores.Length; i++)
        {
            sum += scores[i];
        }

        return sum;
    }
}
