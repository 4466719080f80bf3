namespace Dashboard.Core.Metrics;

/// <summary>One class, the positive one, against all others.</summary>
public readonly record struct BinaryCounts(long TruePositives, long FalsePositives, long FalseNegatives, long TrueNegatives)
{
    private const string NeverOccurs = "the class occurs neither as ground truth nor as prediction";

    /// <summary>TP / (TP + FP).</summary>
    public Figure Precision => Proportion.Of(TruePositives, TruePositives + FalsePositives, "the class was never predicted");

    /// <summary>TP / (TP + FN).</summary>
    public Figure Recall => Proportion.Of(TruePositives, TruePositives + FalseNegatives, "the class never occurs as ground truth");

    /// <summary>TN / (TN + FP).</summary>
    public Figure Specificity => Proportion.Of(TrueNegatives, TrueNegatives + FalsePositives, "no other class occurs as ground truth");

    /// <summary>
    /// 2 TP / (2 TP + FP + FN) = 2 J / (1 + J), J = TP / (TP + FP + FN) being a plain share: the interval is Wilson's of J,
    /// mapped. Undefined only when the class never occurs.
    /// </summary>
    public Figure F1
    {
        get
        {
            var (value, count, interval, undefined) = Proportion.Of(TruePositives, TruePositives + FalsePositives + FalseNegatives, NeverOccurs);
            return value is null
                ? Figure.None(undefined!)
                : new Figure(FBeta(1), count, new Interval(FromJaccard(interval!.Value.Low), FromJaccard(interval.Value.High)));
        }
    }

    /// <summary>(1 + beta^2) TP / ((1 + beta^2) TP + beta^2 FN + FP): recall counts beta times as much as precision.</summary>
    /// <param name="beta">Above 0.</param>
    public double? FBeta(double beta)
    {
        var square = beta * beta;
        var whole = ((1 + square) * TruePositives) + (square * FalseNegatives) + FalsePositives;
        return whole == 0 ? null : (1 + square) * TruePositives / whole;
    }

    private static double FromJaccard(double j) => 2 * j / (1 + j);
}
