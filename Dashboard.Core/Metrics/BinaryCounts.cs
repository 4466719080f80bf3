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
    public Figure F1 => F1Of(TruePositives, FalsePositives + FalseNegatives, NeverOccurs);

    /// <summary>(1 + beta^2) TP / ((1 + beta^2) TP + beta^2 FN + FP): recall counts beta times as much as precision.</summary>
    /// <param name="beta">Above 0.</param>
    public double? FBeta(double beta)
    {
        var square = beta * beta;
        var whole = ((1 + square) * TruePositives) + (square * FalseNegatives) + FalsePositives;
        return whole == 0 ? null : (1 + square) * TruePositives / whole;
    }

    internal static Figure F1Of(long hits, long errors, string whenEmpty)
    {
        var share = Proportion.Of(hits, hits + errors, whenEmpty);
        return share.Interval is not { } jaccard
            ? share
            : new Figure(2.0 * hits / ((2.0 * hits) + errors), share.Count, new Interval(FromJaccard(jaccard.Low), FromJaccard(jaccard.High)));
    }

    private static double FromJaccard(double j) => 2 * j / (1 + j);
}
