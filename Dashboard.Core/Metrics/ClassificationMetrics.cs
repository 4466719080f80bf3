using Dashboard.Core.Metrics.Catalogue;

namespace Dashboard.Core.Metrics;

/// <summary>
/// Figures of a confusion matrix over all its classes. A class for which a share is undefined (its divisor is 0) counts 0
/// in averages, as in scikit-learn (<c>zero_division=0</c>), unless <see cref="ZeroDivision.LeaveOut"/> leaves
/// it out. Averages are summed in order of size: they do not depend on the order in which classes came.
/// </summary>
public static class ClassificationMetrics
{
    internal const string Unlabelled = RegressionMetrics.Unlabelled;

    /// <summary>Right answers / labelled predictions; for single labels this is also micro precision, recall and F1.</summary>
    public static Figure Accuracy(long correct, long labelled) => Proportion.Of(correct, labelled, Unlabelled);

    /// <summary>Wrong answers / labelled predictions.</summary>
    public static Figure Misclassification(long correct, long labelled) => Proportion.Of(labelled - correct, labelled, Unlabelled);

    /// <summary>
    /// Mean over all classes that occur as ground truth or as prediction of F1 = 2 TP / (2 TP + FP + FN). A class that is
    /// never right counts 0 (scikit-learn's <c>f1_score(average='macro', zero_division=0)</c>).
    /// </summary>
    public static Figure MacroF1(ConfusionTable table) => Of(MatrixStatistic.F1Macro, table, MetricParameters.Default, null);

    /// <summary>A statistic with an interval from elsewhere, or the reason why it is undefined.</summary>
    public static Figure Of(MatrixStatistic statistic, ConfusionTable table, MetricParameters parameters, Interval? interval) =>
        table.Total == 0 ? Figure.None(Unlabelled)
        : ValueOf(statistic, table, parameters) is { } value ? Figure.Of(value, table.Total, interval)
        : Figure.None(ReasonOf(statistic), table.Total);

    /// <summary>
    /// Mean recall of the classes that occur as ground truth. Interval by MOVER, the squared distances to Wilson's limits
    /// of each recall added up (Zou, Donner, Statistics in Medicine 27, 2008).
    /// </summary>
    public static Figure BalancedAccuracy(ConfusionTable table)
    {
        Figure[] recalls = [.. Enumerable.Range(0, table.Codes.Count).Where(i => table.Support[i] > 0).Select(i => table.At(i).Recall)];
        if (recalls.Length == 0)
        {
            return Figure.None(Unlabelled);
        }

        var mean = SumBySize(Array.ConvertAll(recalls, r => r.Value!.Value)) / recalls.Length;
        var below = Math.Sqrt(SumBySize(Array.ConvertAll(recalls, r => Square(r.Value!.Value - r.Interval!.Value.Low)))) / recalls.Length;
        var above = Math.Sqrt(SumBySize(Array.ConvertAll(recalls, r => Square(r.Interval!.Value.High - r.Value!.Value)))) / recalls.Length;
        return Figure.Of(mean, table.Total, new Interval(mean - below, mean + above));
    }

    /// <summary>Figures of each class against all others, in order of code. At most as many rows as the matrix has classes.</summary>
    public static IReadOnlyList<ClassFigures> PerClass(ConfusionTable table)
    {
        var rows = new ClassFigures[table.Codes.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            var counts = table.At(i);
            rows[i] = new ClassFigures(table.Codes[i], table.Support[i], counts.Precision, counts.Recall, counts.F1);
        }

        return rows;
    }

    /// <summary>For how many classes the share a statistic averages is undefined.</summary>
    public static int UndefinedClasses(MatrixStatistic statistic, ConfusionTable table) => statistic switch
    {
        MatrixStatistic.PrecisionMacro or MatrixStatistic.PrecisionWeighted => table.Predicted.Count(0L),
        MatrixStatistic.RecallMacro or MatrixStatistic.RecallWeighted => table.Support.Count(0L),
        _ => 0,
    };

    /// <summary>Null when undefined.</summary>
    internal static double? ValueOf(MatrixStatistic statistic, ConfusionTable table, MetricParameters parameters) => statistic switch
    {
        MatrixStatistic.PrecisionMacro => Average(table, PrecisionOf, parameters, isWeighted: false),
        MatrixStatistic.RecallMacro => Average(table, RecallOf, parameters, isWeighted: false),
        MatrixStatistic.F1Macro => Average(table, F1Of, parameters, isWeighted: false),
        MatrixStatistic.PrecisionWeighted => Average(table, PrecisionOf, parameters, isWeighted: true),
        MatrixStatistic.RecallWeighted => Average(table, RecallOf, parameters, isWeighted: true),
        MatrixStatistic.F1Weighted => Average(table, F1Of, parameters, isWeighted: true),
        MatrixStatistic.MatthewsCorrelation => MatthewsCorrelation(table),
        MatrixStatistic.CohenKappa => CohenKappa(table),
        MatrixStatistic.FBeta => parameters.PositiveLabel is { } code ? table.Against(code).FBeta(parameters.Beta) : null,
        _ => throw new ArgumentOutOfRangeException(nameof(statistic), statistic, null),
    };

    private static double? PrecisionOf(ConfusionTable table, int i) => Share(table.Right[i], table.Predicted[i]);

    private static double? RecallOf(ConfusionTable table, int i) => Share(table.Right[i], table.Support[i]);

    /// <summary>2 TP + FP + FN is how often a class occurs on either side. A class that a draw left out counts 0.</summary>
    private static double? F1Of(ConfusionTable table, int i) =>
        table.Support[i] + table.Predicted[i] is var occurrences and > 0 ? 2.0 * table.Right[i] / occurrences : 0;

    private static double? Share(long k, long n) => n == 0 ? null : (double)k / n;

    private static double? Average(
        ConfusionTable table, Func<ConfusionTable, int, double?> share, MetricParameters parameters, bool isWeighted)
    {
        var terms = new double[table.Codes.Count];
        var (used, weights) = (0, 0L);
        for (var i = 0; i < terms.Length; i++)
        {
            var value = share(table, i);
            if (value is not null || parameters.ZeroDivision == ZeroDivision.Zero)
            {
                var weight = isWeighted ? table.Support[i] : 1;
                terms[used++] = weight * (value ?? 0);
                weights += weight;
            }
        }

        return weights == 0 ? null : SumBySize(terms.AsSpan(0, used)) / weights;
    }

    /// <summary>
    /// R_k (J. Gorodkin, Comput. Biol. Chem. 28, 2004): (c s - sum p_k t_k) / sqrt((s^2 - sum p_k^2)(s^2 - sum t_k^2)) with
    /// c right of s, t_k and p_k how often class k is ground truth and prediction.
    /// </summary>
    private static double? MatthewsCorrelation(ConfusionTable table)
    {
        var square = Products(table.Total, table.Total);
        var predictions = square - Dot(table.Predicted, table.Predicted);
        var truths = square - Dot(table.Support, table.Support);
        if (predictions == 0 || truths == 0)
        {
            return null;
        }

        var covariance = (double)(Products(table.Correct, table.Total) - Dot(table.Predicted, table.Support));
        return Math.Clamp(covariance / Math.Sqrt((double)predictions * (double)truths), -1, 1); // Against rounding.
    }

    /// <summary>(p_o - p_e) / (1 - p_e), agreement beyond chance (J. Cohen, Educ. Psychol. Meas. 20, 1960).</summary>
    private static double? CohenKappa(ConfusionTable table)
    {
        var chance = Dot(table.Predicted, table.Support);
        var beyond = Products(table.Total, table.Total) - chance;
        return beyond == 0 ? null : (double)(Products(table.Correct, table.Total) - chance) / (double)beyond;
    }

    private static Int128 Products(long a, long b) => (Int128)a * b;

    private static Int128 Dot(ReadOnlySpan<long> a, ReadOnlySpan<long> b)
    {
        Int128 sum = 0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += Products(a[i], b[i]);
        }

        return sum;
    }

    private static double Square(double x) => x * x;

    private static double SumBySize(Span<double> terms)
    {
        terms.Sort();
        var sum = 0.0;
        foreach (var term in terms)
        {
            sum += term;
        }

        return sum;
    }

    private static string ReasonOf(MatrixStatistic statistic) => statistic switch
    {
        MatrixStatistic.MatthewsCorrelation => "the ground truth or the predictions are all of one class",
        MatrixStatistic.CohenKappa => "ground truth and predictions are all of one and the same class",
        MatrixStatistic.FBeta => "the positive label occurs neither as ground truth nor as prediction, or is not chosen",
        _ => "undefined for every class",
    };
}
