namespace Dashboard.Core.Metrics;

/// <summary>Labelled predictions whose score lies in one of ten equally wide bins.</summary>
/// <param name="Count">Labelled predictions.</param>
/// <param name="Positives">Those with the positive label as ground truth (or, for confidences, predicted right).</param>
/// <param name="ScoreSum">Sum of their scores.</param>
public readonly record struct ReliabilityBin(long Count, long Positives, double ScoreSum)
{
    /// <summary>With more predictions of one score.</summary>
    internal ReliabilityBin With(long count, long positives, double score) => new(Count + count, Positives + positives, ScoreSum + (count * score));
}
