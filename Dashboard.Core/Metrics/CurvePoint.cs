namespace Dashboard.Core.Metrics;

/// <summary>A point of a curve over all thresholds.</summary>
/// <param name="Threshold">"Positive from this score on"; null where nothing is predicted positive.</param>
public readonly record struct CurvePoint(double X, double Y, double? Threshold);
