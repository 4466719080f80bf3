using Dashboard.Core.Metrics;

namespace Dashboard.Core.Comparison;

/// <summary>What a comparison says of the second version.</summary>
public enum ComparisonVerdict
{
    /// <summary>Not enough data to begin.</summary>
    TooEarly,
    Undecided,
    Better,
    Worse,

    /// <summary>Any difference is below the one that matters.</summary>
    Equivalent,
}

/// <summary>One look at a running comparison.</summary>
/// <param name="Difference">Second minus first, with the interval of a single look.</param>
/// <param name="Sequence">Holds the true difference at all looks together with 95 %; null while it is too early.</param>
/// <param name="PValue">Valid at every look; never rises, while the verdict follows the data of the present look.</param>
/// <param name="IsNotWorse">The second version is at most <see cref="ComparedVersions.Delta"/> worse.</param>
/// <param name="More">About so many more predictions per version (or pairs) bring a verdict; null when there is one or none in sight.</param>
/// <param name="Sentence">The verdict in plain words.</param>
public sealed record VersionComparison(
    Figure Difference, Interval? Sequence, double PValue, ComparisonVerdict Verdict, bool IsNotWorse, long? More, string Sentence);
