namespace Dashboard.Core.Metrics;

/// <summary>One bin of a reliability curve.</summary>
/// <param name="Bin">0 to 9: scores from Bin / 10 to (Bin + 1) / 10.</param>
/// <param name="Rate">Share of positives with its Wilson interval; on the diagonal it equals the mean score.</param>
public readonly record struct ReliabilityPoint(int Bin, double MeanScore, Figure Rate);
