namespace Dashboard.Core.Metrics.Catalogue;

/// <summary>What averages over classes make of a class whose share is undefined because its divisor is 0 (scikit-learn's <c>zero_division</c>).</summary>
public enum ZeroDivision
{
    /// <summary>It counts 0: <c>zero_division=0</c>.</summary>
    Zero,

    /// <summary>It is left out: <c>zero_division=numpy.nan</c>.</summary>
    LeaveOut,
}
