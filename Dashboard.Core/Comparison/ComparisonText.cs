using Dashboard.Core.Metrics;

namespace Dashboard.Core.Comparison;

/// <summary>Comparisons in plain words.</summary>
public static class ComparisonText
{
    /// <summary>Why a comparison of pairs has no figures.</summary>
    public const string NoPairs = "no labelled predictions answered by both";

    /// <summary>How likely the second version is the better one by <see cref="BetaComparison"/>, never as a number.</summary>
    /// <param name="probability">0 to 1, that the second is better.</param>
    public static string Likelihood(ComparedVersions versions, double probability)
    {
        var (likelier, chance) = probability >= 0.5 ? (versions.Second, probability) : (versions.First, 1 - probability);
        return chance switch
        {
            >= 0.99 => $"{likelier} is almost certainly better, for a single look",
            >= 0.95 => $"{likelier} is very likely better, for a single look",
            >= 0.80 => $"{likelier} is likely better, for a single look",
            _ => $"{versions.First} and {versions.Second} are about as likely to be the better one",
        };
    }

    internal static string Sentence(
        ComparedVersions versions, ComparisonVerdict verdict, double difference, Interval sequence, long? more)
    {
        var found = $"its {versions.Metric} is {Signed(versions, difference)} ({Range(versions, sequence)})";
        return verdict switch
        {
            ComparisonVerdict.Better => $"{versions.Second} is better than {versions.First}: {found}.",
            ComparisonVerdict.Worse => $"{versions.Second} is worse than {versions.First}: {found}.",
            ComparisonVerdict.Equivalent =>
                $"{versions.Second} and {versions.First} differ by less than {Size(versions, versions.Delta)}: {found}.",
            _ => $"Undecided between {versions.First} and {versions.Second}: {found}. {Outlook(more)}",
        };
    }

    internal static string? TooFew(ComparedVersions versions, long first, long second)
    {
        var (name, count) = first <= second ? (versions.First, first) : (versions.Second, second);
        return count < ConfidenceSequence.LeastOfEach ? $"needs {ConfidenceSequence.LeastOfEach} labelled predictions of each, {name} has {count}" : null;
    }

    internal static string? TooFewPairs(long count) => count < ConfidenceSequence.LeastOfEach
        ? $"needs {ConfidenceSequence.LeastOfEach} labelled predictions answered by both, has {count}"
        : null;

    private static string Outlook(long? more) => more is { } count
        ? $"If it stays so, about {NumberText.Counted(count, "more labelled prediction")} of each bring a verdict."
        : "At this difference no number of predictions in sight brings a verdict.";

    private static string Range(ComparedVersions versions, Interval interval) => interval switch
    {
        { Low: > 0 } => $"{Size(versions, interval.Low)} to {Size(versions, interval.High)} higher",
        { High: < 0 } => $"{Size(versions, interval.High)} to {Size(versions, interval.Low)} lower",
        _ => $"{Size(versions, interval.Low)} lower to {Size(versions, interval.High)} higher",
    };

    private static string Signed(ComparedVersions versions, double difference) => difference switch
    {
        0 => "the same",
        > 0 => $"{Size(versions, difference)} higher",
        _ => $"{Size(versions, difference)} lower",
    };

    private static Quantity Size(ComparedVersions versions, double difference) =>
        versions.IsShare ? NumberText.PercentPoints(difference) : NumberText.Value(Math.Abs(difference));
}
