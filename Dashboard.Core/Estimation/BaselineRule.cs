namespace Dashboard.Core.Estimation;

/// <summary>How much a baseline must hold before anything is estimated from it.</summary>
internal static class BaselineRule
{
    public const long LeastLabelled = 300;

    public const long LeastOfEachClass = 30;

    public const string NoPredictions = "no predictions in this range";

    /// <summary>Plain words why the baseline is too small; null when it is large enough.</summary>
    public static string? Refusal(long labelled) =>
        labelled < LeastLabelled ? $"needs {LeastLabelled} labelled predictions in the baseline, has {labelled}" : null;

    public static string? Refusal(long labelled, long positive)
    {
        var rarer = Math.Min(positive, labelled - positive);
        return Refusal(labelled)
            ?? (rarer < LeastOfEachClass ? $"needs {LeastOfEachClass} of each class in the baseline, has {rarer} of one" : null);
    }
}
