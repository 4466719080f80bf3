namespace Dashboard.Core.Evaluations;

/// <summary>A file that cannot be evaluated as it is.</summary>
/// <param name="code">Stable machine word, for example <c>columns_unknown</c>.</param>
/// <param name="parameter">The parameter or column at fault; null when it is the file as a whole.</param>
public sealed class EvaluationRefusedException(string code, string message, string? parameter = null) : Exception(message)
{
    public string Code { get; } = code;

    public string? Parameter { get; } = parameter;

    /// <summary>The columns there are, to choose from; empty when that is not the problem.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>The first rows that were rejected, when none was left.</summary>
    public IReadOnlyList<RejectedRow> Rejected { get; init; } = [];
}
