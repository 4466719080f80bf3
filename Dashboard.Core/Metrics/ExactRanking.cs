namespace Dashboard.Core.Metrics;

/// <summary>Ranking figures from every score, without bins: scikit-learn's to 1e-12.</summary>
/// <param name="Area">Under the ROC curve: pairs with the positive above, ties half, counted in whole numbers; null without both classes.</param>
/// <param name="AreaError">
/// Standard error of the area (DeLong, DeLong, Clarke-Pearson, Biometrics 44, 1988): the variances of each positive's share of
/// negatives below it and each negative's share of positives above it. Null with fewer than two of a class.
/// </param>
/// <param name="AveragePrecision">Null without positives.</param>
internal readonly record struct ExactRanking(double? Area, double? AreaError, double? AveragePrecision)
{
    /// <param name="positives">Ascending, as <paramref name="negatives"/>.</param>
    public static ExactRanking Of(ReadOnlySpan<double> positives, ReadOnlySpan<double> negatives)
    {
        var steps = new PrecisionSteps();
        long twiceWon = 0, below = negatives.Length, above = 0;
        double belowSquares = 0, aboveSquares = 0; // Of twice the counts, ties half.
        foreach (var (p, n, _) in new TieGroups(positives, negatives))
        {
            steps.Add(p, n);
            below -= n;
            var twiceBelow = (2 * below) + n;
            var twiceAbove = (2.0 * above) + p;
            above += p;
            twiceWon += p * twiceBelow;
            belowSquares += p * ((double)twiceBelow * twiceBelow);
            aboveSquares += n * (twiceAbove * twiceAbove);
        }

        if (positives.IsEmpty || negatives.IsEmpty)
        {
            return new(null, null, steps.Average);
        }

        var area = twiceWon / (2.0 * positives.Length * negatives.Length);
        var variance = VarianceOfMean(belowSquares, positives.Length, negatives.Length, area)
            + VarianceOfMean(aboveSquares, negatives.Length, positives.Length, area);
        return new(area, positives.Length > 1 && negatives.Length > 1 ? Math.Sqrt(variance) : null, steps.Average);
    }

    /// <summary>Of n shares, each twice-a-count / (2 others), whose mean is known; variance with n - 1.</summary>
    private static double VarianceOfMean(double squares, double n, double others, double mean) =>
        Math.Max(0, (squares / (4 * others * others)) - (n * mean * mean)) / (n - 1) / n;
}
