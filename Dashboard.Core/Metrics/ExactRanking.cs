namespace Dashboard.Core.Metrics;

/// <summary>Ranking figures from every score, without bins: scikit-learn's to 1e-12. Both lists ascend.</summary>
internal static class ExactRanking
{
    /// <summary>Area under the ROC curve: pairs with the positive above, ties half, counted in whole numbers.</summary>
    public static double? RocAuc(ReadOnlySpan<double> positives, ReadOnlySpan<double> negatives)
    {
        if (positives.IsEmpty || negatives.IsEmpty)
        {
            return null;
        }

        long twiceWon = 0, below = negatives.Length;
        foreach (var (p, n) in new TieGroups(positives, negatives))
        {
            below -= n;
            twiceWon += p * ((2 * below) + n);
        }

        return twiceWon / (2.0 * positives.Length * negatives.Length);
    }

    /// <summary>Sum over distinct scores by falling score of the gain in recall times the precision there.</summary>
    public static double? AveragePrecision(ReadOnlySpan<double> positives, ReadOnlySpan<double> negatives)
    {
        var steps = new PrecisionSteps();
        foreach (var (p, n) in new TieGroups(positives, negatives))
        {
            steps.Add(p, n);
        }

        return steps.Average;
    }

    /// <summary>
    /// Standard error of the area (DeLong, DeLong, Clarke-Pearson, Biometrics 44, 1988): the variances of each positive's
    /// share of negatives below it and each negative's share of positives above it.
    /// </summary>
    public static double? DeLongError(ReadOnlySpan<double> positives, ReadOnlySpan<double> negatives)
    {
        if (positives.Length < 2 || negatives.Length < 2)
        {
            return null;
        }

        var area = RocAuc(positives, negatives)!.Value;
        double below = negatives.Length, above = 0, ofPositives = 0, ofNegatives = 0;
        foreach (var (p, n) in new TieGroups(positives, negatives))
        {
            below -= n;
            var positive = ((below + (n / 2.0)) / negatives.Length) - area;
            var negative = ((above + (p / 2.0)) / positives.Length) - area;
            above += p;
            ofPositives += p * positive * positive;
            ofNegatives += n * negative * negative;
        }

        return Math.Sqrt(
            (ofPositives / (positives.Length - 1) / positives.Length) + (ofNegatives / (negatives.Length - 1) / negatives.Length));
    }
}
