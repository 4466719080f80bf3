namespace Dashboard.Core.Windowing;

/// <summary>When a version was seen.</summary>
/// <param name="First">Start of the finest kept bucket that holds its first prediction; null when none is kept.</param>
/// <param name="LastPrediction">Time of its newest prediction; null when none is known.</param>
/// <param name="LastReceived">When its newest event was received; null when none is known.</param>
public sealed record VersionSight(string Version, DateTimeOffset? First, DateTimeOffset? LastPrediction, DateTimeOffset? LastReceived);
