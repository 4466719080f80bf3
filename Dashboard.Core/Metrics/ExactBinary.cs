using System.Buffers;

namespace Dashboard.Core.Metrics;

/// <summary>Figures of scored rows with two classes, from the rows themselves.</summary>
/// <param name="RocAuc">Interval: Newcombe's method 5.</param>
/// <param name="RocAucError">DeLong's standard error; null with fewer than two rows of a class.</param>
/// <param name="AveragePrecision">Without an interval: see <see cref="RankingMetrics.WithBinnedInterval"/>.</param>
/// <param name="ExpectedError">Expected calibration error, ten equally wide bins.</param>
/// <param name="EqualMassError">The same, ten groups of nearly equally many.</param>
public readonly record struct ExactBinaryFigures(
    Figure RocAuc, double? RocAucError, Figure AveragePrecision, Figure LogLoss, Figure Brier, Figure ExpectedError, Figure EqualMassError);

/// <summary>Computes them: O(n log n) at worst, nothing allocated but pooled buffers. Agrees with scikit-learn to 1e-12.</summary>
public static class ExactBinary
{
    /// <param name="scores">Finite.</param>
    /// <param name="isPositive">The ground truth of each score.</param>
    /// <exception cref="ArgumentException">The lengths differ or a score is not finite.</exception>
    public static ExactBinaryFigures Compute(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive)
    {
        if (scores.Length != isPositive.Length)
        {
            throw new ArgumentException("one ground truth per score is needed", nameof(isPositive));
        }

        var first = ArrayPool<double>.Shared.Rent(scores.Length + 1);
        var second = ArrayPool<double>.Shared.Rent(scores.Length + 1);
        try
        {
            var count = Split(scores, isPositive, first, second);
            var positives = first.AsSpan(0, count);
            var negatives = second.AsSpan(0, scores.Length - count);
            ScoreSort.Sort(positives);
            ScoreSort.Sort(negatives);
            return Compute(positives, negatives);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(first);
            ArrayPool<double>.Shared.Return(second);
        }
    }

    /// <summary>Counts of predictions against ground truth.</summary>
    public static ThresholdCounts Confusion(ReadOnlySpan<bool> isPositive, ReadOnlySpan<bool> predictedPositive)
    {
        Span<long> counts = stackalloc long[4];
        for (var i = 0; i < isPositive.Length; i++)
        {
            counts[(isPositive[i] ? 2 : 0) + (predictedPositive[i] ? 1 : 0)]++;
        }

        return new(counts[3], counts[1], counts[2], counts[0]);
    }

    /// <param name="positives">Ascending, as <paramref name="negatives"/>.</param>
    internal static ExactBinaryFigures Compute(ReadOnlySpan<double> positives, ReadOnlySpan<double> negatives)
    {
        var count = positives.Length + negatives.Length;
        var noRanking = ScoreHistogram.WhyNot(positives.Length, negatives.Length);
        var ranking = ExactRanking.Of(positives, negatives);
        var noCalibration = count == 0 ? ScoreHistogram.NoLabels : AreProbabilities(positives) && AreProbabilities(negatives) ? null : ScoreHistogram.NotProbabilities;
        var (logLoss, brier) = noCalibration is null ? ExactLosses.Of(positives, negatives) : default;
        return new(
            ranking.Area is { } area ? Figure.Of(area, count, AucInterval.Newcombe(area, positives.Length, negatives.Length)) : Figure.None(noRanking!, count),
            ranking.AreaError,
            noRanking is null ? Figure.Of(ranking.AveragePrecision!.Value, count) : Figure.None(noRanking, count),
            noCalibration is null ? logLoss.ToMeanFigure(count, ScoreHistogram.NoLabels) : Figure.None(noCalibration, count),
            noCalibration is null ? brier.ToMeanFigure(count, ScoreHistogram.NoLabels) : Figure.None(noCalibration, count),
            noCalibration is null ? ExactLosses.ExpectedError(positives, negatives) : Figure.None(noCalibration, count),
            noCalibration is null ? ExactLosses.EqualMassError(positives, negatives) : Figure.None(noCalibration, count));
    }

    private static bool AreProbabilities(ReadOnlySpan<double> ascending) => ascending.IsEmpty || (ascending[0] >= 0 && ascending[^1] <= 1);

    /// <summary>Positives into the first, the rest into the second, without a branch per row. Both one longer than the scores.</summary>
    private static int Split(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive, Span<double> first, Span<double> second)
    {
        int count = 0, rest = 0;
        var isFinite = true;
        for (var i = 0; i < scores.Length; i++)
        {
            var score = scores[i];
            var positive = isPositive[i] ? 1 : 0;
            first[count] = score;
            second[rest] = score;
            count += positive;
            rest += 1 - positive;
            isFinite &= double.IsFinite(score);
        }

        return isFinite ? count : throw new ArgumentException("scores must be finite", nameof(scores));
    }
}
