using System.ComponentModel;
using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;
using Dashboard.Core.Windowing;

namespace Dashboard.Endpoints.Answers;

/// <summary>The headline metric of a window: from the labels so far, and beyond them.</summary>
internal sealed record QualityAnswer(
    [property: Description("accuracy (share) or mae (unit of the outcome)")] string Metric,
    [property: Description("From the labels that have come")] FigureAnswer Observed,
    [property: Description("Corrected for labels on their way")] FigureAnswer Corrected,
    [property: Description("What the correction stands on")] string? CorrectedAssumes,
    [property: Description("All missing labels wrong, all right; not a confidence interval. Null for regression")] double[]? Bounds,
    [property: Description("From the scores, or for regression from features and predictions, without a label of this window")] FigureAnswer Estimated,
    [property: Description("What the band of the estimate holds, in plain words")] string? EstimatedBand)
{
    public static QualityAnswer Of(Snapshot figures, WindowReading sums)
    {
        var (metric, observed) = Observe(sums);
        var outlook = figures.Quality;
        return new(
            metric, FigureAnswer.Of(observed), FigureAnswer.Of(outlook.Corrected), outlook.Assumes, FigureAnswer.Ends(outlook.Bounds),
            FigureAnswer.Of(outlook.Estimated), outlook.Band);
    }

    public static (string Metric, Figure Observed) Observe(WindowReading sums) => (NameOf(sums.Model!), sums.Quality);

    public static string NameOf(Model model) => model.IsRegression ? "mae" : "accuracy";
}
