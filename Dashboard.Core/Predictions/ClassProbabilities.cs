namespace Dashboard.Core.Predictions;

/// <summary>What the probabilities of the classes of one prediction may add up to: 1, apart from rounding.</summary>
public static class ClassProbabilities
{
    /// <summary>A sum may be off by so much: probabilities are often written with three or four digits.</summary>
    public const double SumTolerance = 1e-3;

    /// <summary>Too much even for some of the classes.</summary>
    public static bool IsTooMuch(double sum) => sum > 1 + SumTolerance;

    /// <summary>Too little for all of the classes.</summary>
    public static bool IsTooLittle(double sum) => sum < 1 - SumTolerance;
}
