namespace Dashboard.Core.Metrics;

/// <summary>Figures of models that send a probability for every class.</summary>
public static class MulticlassMetrics
{
    /// <summary>Unweighted mean of the area of each class against the rest.</summary>
    public static BinnedFigure RocAucMacro(ClassScoreCubes cubes) => RocAuc(cubes, _ => 1);

    /// <summary>The same, each class weighted by how often it is the ground truth.</summary>
    public static BinnedFigure RocAucWeighted(ClassScoreCubes cubes) => RocAuc(cubes, histogram => histogram.Positives);

    public static Figure LogLoss(ClassScoreCubes cubes) =>
        WhyNone(cubes) is { } reason ? Figure.None(reason, cubes.Labelled) : cubes.LogLoss.ToMeanFigure(cubes.Labelled, ScoreHistogram.NoLabels);

    /// <summary>Mean of sum_k (p_k - [truth is k])^2: 0 to 2.</summary>
    public static Figure Brier(ClassScoreCubes cubes) =>
        WhyNone(cubes) is { } reason ? Figure.None(reason, cubes.Labelled) : cubes.Brier.ToMeanFigure(cubes.Labelled, ScoreHistogram.NoLabels);

    /// <summary>Share of ground truths among the k most probable classes.</summary>
    /// <param name="k">1 to 3.</param>
    public static Figure TopAccuracy(ClassScoreCubes cubes, int k) =>
        WhyNone(cubes) is { } reason ? Figure.None(reason, cubes.Labelled) : Proportion.Of(cubes.WithinTop(k), cubes.Labelled, ScoreHistogram.NoLabels);

    /// <summary>Over the classes that have both: predictions of the class and of others. scikit-learn refuses to answer when one lacks.</summary>
    private static BinnedFigure RocAuc(ClassScoreCubes cubes, Func<ScoreHistogram, double> weightOf)
    {
        double weights = 0, sum = 0, low = 0, high = 0;
        foreach (var label in WhyNone(cubes) is null ? cubes.Classes : [])
        {
            var histogram = cubes.Read(label);
            if (RankingMetrics.RocAuc(histogram) is { Figure.Value: { } area, Exact: { } exact })
            {
                var weight = weightOf(histogram);
                weights += weight;
                sum += weight * area;
                low += weight * exact.Low;
                high += weight * exact.High;
            }
        }

        return weights == 0
            ? BinnedFigure.None(WhyNone(cubes) ?? "needs ground truth of two classes", cubes.Labelled)
            : new(Figure.Of(sum / weights, cubes.Labelled), new Interval(low / weights, high / weights));
    }

    private static string? WhyNone(ClassScoreCubes cubes) =>
        cubes.Skipped > 0 ? "more than 20 classes have scores in this range" : cubes.Labelled == 0 ? ScoreHistogram.NoLabels : null;
}
