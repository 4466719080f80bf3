namespace Dashboard.Core.Metrics;

/// <summary>Figures of how much of the ground truth is known, and how late it comes.</summary>
public static class LabelMetrics
{
    internal const string NoOutcomes = "no predictions with an outcome in this range";

    /// <summary>Labelled / predictions with an outcome.</summary>
    public static Figure Coverage(Tally tally) =>
        Proportion.Of(tally.Labelled, tally.Answered, NoOutcomes);

    /// <summary>Time from a prediction to its first ground truth, in seconds.</summary>
    /// <param name="q">0 to 1.</param>
    public static Figure Delay(Tally tally, double q) =>
        tally.Delay?.QuantileFigure(q, ClassificationMetrics.Unlabelled) ?? Figure.None(ClassificationMetrics.Unlabelled);
}
