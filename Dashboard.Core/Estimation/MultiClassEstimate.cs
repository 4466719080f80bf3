using Dashboard.Core.Metrics;

namespace Dashboard.Core.Estimation;

/// <summary>
/// Macro averages over one-vs-rest estimates, one calibrator and one set of score bins per class. Each class is calibrated
/// on its own: with only counts per class, the chances of one prediction cannot be made to add up to 1.
/// </summary>
public sealed record MultiClassEstimate(IReadOnlyList<ClassificationEstimate> Classes, Figure Precision, Figure Recall, Figure F1, Figure RocAuc)
{
    /// <param name="classes">At least one; the caller bounds them (one-vs-rest counts are kept for at most 20).</param>
    public static MultiClassEstimate Of(IReadOnlyList<ClassificationEstimate> classes) => new(
        classes,
        Macro(classes, c => c.Precision),
        Macro(classes, c => c.Recall),
        Macro(classes, c => c.F1),
        Macro(classes, c => c.RocAuc));

    /// <summary>
    /// Mean over classes; one that is undefined for want of predictions counts 0, as scikit-learn's zero_division=0. The band
    /// is the mean of the classes' bands: no narrower than the truth, however the classes hang together.
    /// </summary>
    private static Figure Macro(IReadOnlyList<ClassificationEstimate> classes, Func<ClassificationEstimate, Figure> metric)
    {
        var count = classes.Max(c => c.Accuracy.Count);
        if (classes.FirstOrDefault(c => c.Matrix is null) is { } refused)
        {
            return Figure.None(refused.Accuracy.Undefined!, count);
        }

        var figures = classes.Select(metric).ToList();
        return Figure.Of(
            figures.Average(f => f.Value ?? 0),
            count,
            new Interval(figures.Average(f => f.Interval?.Low ?? f.Value ?? 0), figures.Average(f => f.Interval?.High ?? f.Value ?? 0)));
    }
}
