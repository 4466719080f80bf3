namespace Dashboard.Core.Metrics;

/// <summary>Figures of a confusion matrix that no closed formula gives an interval for: see <see cref="MatrixBootstrap"/>.</summary>
public enum MatrixStatistic
{
    PrecisionMacro,
    RecallMacro,
    F1Macro,
    PrecisionWeighted,
    RecallWeighted,
    F1Weighted,
    MatthewsCorrelation,
    CohenKappa,
    FBeta,
}
