using System.Runtime.InteropServices;

namespace Dashboard.Core.Metrics;

/// <summary>Figures of a confusion matrix.</summary>
public static class ClassificationMetrics
{
    /// <summary>
    /// Mean over all classes that occur as ground truth or as prediction of F1 = 2 TP / (2 TP + FP + FN). A class that is
    /// never right counts 0 (scikit-learn's <c>f1_score(average='macro', zero_division=0)</c>).
    /// </summary>
    public static Figure MacroF1(ConfusionCounts? matrix)
    {
        var classes = new Dictionary<int, (long Right, long Occurrences)>(); // Bounded by the matrix.
        long total = 0;
        foreach (var (truth, predicted, count) in matrix?.Pairs ?? [])
        {
            if (count > 0)
            {
                Count(classes, truth, predicted, count);
                total += count;
            }
        }

        if (total == 0)
        {
            return Figure.None("no labelled predictions in this range");
        }

        // In order of size, so that the sum has the same bits whatever order the classes came in.
        return Figure.Of(classes.Values.Select(c => 2.0 * c.Right / c.Occurrences).Order().Sum() / classes.Count, total);
    }

    /// <summary>2 TP + FP + FN is how often a class occurs on either side.</summary>
    private static void Count(Dictionary<int, (long Right, long Occurrences)> classes, int truth, int predicted, long count)
    {
        ref var asTruth = ref CollectionsMarshal.GetValueRefOrAddDefault(classes, truth, out _);
        asTruth.Occurrences += count;
        asTruth.Right += truth == predicted ? count : 0;
        var predictedClass = predicted == ConfusionCounts.OtherMismatchCode ? ConfusionCounts.OtherCode : predicted;
        ref var asPrediction = ref CollectionsMarshal.GetValueRefOrAddDefault(classes, predictedClass, out _);
        asPrediction.Occurrences += count;
    }
}
