using System.Text.Json.Serialization;
using Dashboard.Core.Metrics.Catalogue;

namespace Dashboard.Core.Evaluations;

/// <summary>What the predictions of a file are.</summary>
[JsonConverter(typeof(EnumWords<EvaluationKind>))]
public enum EvaluationKind
{
    Classification,
    Regression,
}

/// <summary>What a file is to be evaluated as.</summary>
/// <param name="Model">1 to 100 characters.</param>
public sealed record EvaluationRequest(string Model)
{
    /// <summary>For people; the instant of the evaluation when empty.</summary>
    public string? Name { get; init; }

    /// <summary>Null: the version column's only value, if there is one.</summary>
    public string? Version { get; init; }

    /// <summary>Null: recognised from the first rows.</summary>
    public EvaluationKind? Kind { get; init; }

    /// <summary>The label precision, recall and scores are about. Null: chosen when there are two labels.</summary>
    public string? Positive { get; init; }

    /// <summary>Of averages over classes.</summary>
    public ZeroDivision ZeroDivision { get; init; }

    public ColumnChoice Columns { get; init; } = new();
}

/// <summary>Columns chosen by hand; what is null is recognised by its name.</summary>
public sealed record ColumnChoice
{
    public string? Prediction { get; init; }

    public string? GroundTruth { get; init; }

    /// <summary>The probability, or any score, of the positive label.</summary>
    public string? Score { get; init; }

    /// <summary>What the names of the columns with a probability per class start with; the rest is the class.</summary>
    public string? ClassScores { get; init; }

    public string? Id { get; init; }

    public string? Version { get; init; }

    public string? Timestamp { get; init; }

    /// <summary>At most <see cref="ColumnMap.MaxSegments"/>.</summary>
    public IReadOnlyList<string> Segments { get; init; } = [];
}
