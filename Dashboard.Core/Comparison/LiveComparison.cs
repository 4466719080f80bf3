namespace Dashboard.Core.Comparison;

/// <summary>
/// Two versions that serve different traffic side by side, compared by a share. Fed with cumulative counts at each look; look
/// as often as you like (<see cref="ConfidenceSequence"/>).
/// </summary>
/// <param name="strongest">Evidence of an earlier process to go on from: <see cref="RunningEvidence.Strongest"/>.</param>
public sealed class LiveComparison(ComparedVersions versions, double strongest = 0)
{
    /// <summary>Hits and misses of both together before the first verdict: the test is asymptotic.</summary>
    public const long LeastOutcomes = 10;

    public RunningEvidence Evidence { get; } = new(strongest);

    public VersionComparison Observe(Share first, Share second)
    {
        var both = first + second;
        var variance = first.Count == 0 || second.Count == 0 ? 0 : first.SquaredError + second.SquaredError;
        var tooEarly = ComparisonText.TooFew(versions, first.Count, second.Count)
            ?? (Math.Min(both.Hits, both.Count - both.Hits) < LeastOutcomes
                ? $"needs {LeastOutcomes} right and {LeastOutcomes} wrong answers between them" : null);
        if (tooEarly is null)
        {
            Evidence.Observe(ConfidenceSequence.LogRatio(second.Value - first.Value, variance, ConfidenceSequence.Tau));
        }

        var look = new Look(Share.Difference(first, second), variance, More, ConfidenceSequence.Tau, tooEarly);
        return look.Judge(versions, Evidence.PValue);

        double More(double more) =>
            (first.SquaredError * first.Count / (first.Count + more)) + (second.SquaredError * second.Count / (second.Count + more));
    }
}
