using Dashboard.Core.Metrics;

namespace Dashboard.Core.Comparison;

/// <summary>
/// Two parts of one window that share no prediction, compared once from their sums. The evidence is of this look alone: who
/// asks again and again must take the confidence sequence, which holds at all looks, and not the interval of the difference.
/// </summary>
public static class SingleLook
{
    /// <summary>A difference of mean |error| matters from this share of the first one's on, when nobody says from where.</summary>
    private const double LeastShareOfLoss = 0.05;

    /// <summary>A difference of accuracy matters from here on, when nobody says from where.</summary>
    public const double LeastShare = 0.01;

    /// <summary>By accuracy, or by mean absolute error for regression.</summary>
    /// <param name="delta">The smallest difference that matters, above 0; null for a hundredth, or a twentieth of the first one's error.</param>
    public static (ComparedVersions Compared, VersionComparison Result) Of(
        string first, string second, Tally firstTally, Tally secondTally, bool isRegression, double? delta)
    {
        if (!isRegression)
        {
            var byAccuracy = ComparedVersions.ByAccuracy(first, second, delta ?? LeastShare);
            return (byAccuracy, new LiveComparison(byAccuracy).Observe(ShareOf(firstTally), ShareOf(secondTally)));
        }

        var (a, b) = (LossOf(firstTally), LossOf(secondTally));
        var byError = ByError(first, second, a.Mean, delta);
        var result = new LossComparison(byError).Observe(a, b);
        return (byError, a.Count > 0 && b.Count > 0 ? result : result with { Difference = Figure.None(Share.OneSided, a.Count + b.Count) });
    }

    /// <param name="delta">The smallest difference that matters, above 0; null for a twentieth of the first one's error.</param>
    internal static ComparedVersions ByError(string first, string second, double firstError, double? delta) =>
        ComparedVersions.ByAbsoluteError(first, second, delta ?? (firstError > 0 ? LeastShareOfLoss * firstError : double.Epsilon));

    internal static Share ShareOf(Tally tally) => new(tally.Correct, tally.Labelled);

    internal static Moments LossOf(Tally tally) => tally.Regression?.Moments.AbsoluteError ?? default;
}
