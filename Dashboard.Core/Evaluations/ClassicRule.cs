namespace Dashboard.Core.Evaluations;

/// <summary>
/// The rule this product began with: a model degrades when its accuracy is more than 0.05 below the mean of the previous
/// batches, at most nine (numpy's <c>mean(history[-10:-1]) - history[-1] > 0.05</c>). It knows no sample sizes: with small
/// batches it fires by chance.
/// </summary>
public static class ClassicRule
{
    public const double Threshold = 0.05;

    private const int MostPrevious = 9;

    /// <param name="accuracies">0 to 1, oldest first.</param>
    public static ClassicVerdict Judge(IReadOnlyList<double> accuracies)
    {
        if (accuracies.Count < 2)
        {
            return new ClassicVerdict(false, accuracies.Count == 0 ? null : accuracies[^1], null, null, 0, "needs two evaluations");
        }

        var previous = accuracies.Skip(accuracies.Count - 1 - MostPrevious).Take(Math.Min(MostPrevious, accuracies.Count - 1)).ToArray();
        var (mean, current) = (previous.Average(), accuracies[^1]);
        return new ClassicVerdict(mean - current > Threshold, current, mean, mean - current, previous.Length, null);
    }
}

/// <param name="Mean">Of the previous batches; null when there are none.</param>
/// <param name="Drop">Mean minus current; above 0 is worse.</param>
/// <param name="Previous">Batches in the mean.</param>
/// <param name="Undecided">Why there is no verdict; null when there is one.</param>
public readonly record struct ClassicVerdict(bool IsDegraded, double? Current, double? Mean, double? Drop, int Previous, string? Undecided);
