using Dashboard.Core.Predictions;

namespace Dashboard.Core.Ingestion;

/// <summary>What a model's outcomes are, as an operator declares it.</summary>
public enum DeclaredKind
{
    /// <summary>Not declared: the first event decides.</summary>
    Unset = 0,

    /// <summary>Outcomes are class labels; numbers are labels too.</summary>
    Classification = 1,

    /// <summary>Outcomes are numbers.</summary>
    Regression = 2,
}

/// <summary>One entry of section <c>Models</c> of the configuration, for example <c>Models:fraud:Kind = classification</c>.</summary>
public sealed class DeclaredModel
{
    public DeclaredKind Kind { get; set; }

    /// <summary>The label that precision, recall and scores are about. Without it, the label whose predictions have the higher scores.</summary>
    public string? PositiveLabel { get; set; }
}

/// <summary>
/// Section <c>Models</c> of the configuration: declarations by model name (ordinal). They bind models that have no
/// outcome yet; what stored events decided stays decided.
/// </summary>
public sealed class DeclaredModels : Dictionary<string, DeclaredModel>
{
    public DeclaredModels()
        : base(StringComparer.Ordinal)
    {
    }

    /// <summary>The kind that an outcome written as <paramref name="form"/> gives an undecided model.</summary>
    internal OutcomeKind FirstKind(ReadOnlySpan<char> model, OutcomeForm form)
    {
        var declared = GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(model, out var entry) ? entry.Kind : DeclaredKind.Unset;
        return (declared, form) switch
        {
            (_, OutcomeForm.Absent) => OutcomeKind.Undecided,
            (DeclaredKind.Regression, _) => OutcomeKind.Number,
            (_, OutcomeForm.True or OutcomeForm.False) => OutcomeKind.Boolean,
            (DeclaredKind.Unset, OutcomeForm.Number) => OutcomeKind.Number,
            _ => OutcomeKind.Text,
        };
    }
}
