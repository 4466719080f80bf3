namespace Dashboard.Core.Comparison;

/// <summary>Two versions and the metric they are compared by.</summary>
/// <param name="Metric">As in a sentence: "accuracy", "mean absolute error".</param>
/// <param name="IsShare">Differences are written in percent points; otherwise in the model's own unit.</param>
/// <param name="Delta">The smallest difference that matters, above 0.</param>
public sealed record ComparedVersions(string First, string Second, string Metric, bool IsShare, bool HigherIsBetter, double Delta)
{
    public static ComparedVersions ByAccuracy(string first, string second, double delta = 0.01) =>
        new(first, second, "accuracy", true, true, delta);

    /// <param name="delta">In the unit of the ground truth.</param>
    public static ComparedVersions ByAbsoluteError(string first, string second, double delta) =>
        new(first, second, "mean absolute error", false, false, delta);
}
