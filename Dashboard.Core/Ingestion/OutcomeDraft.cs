using Dashboard.Core.Predictions;

namespace Dashboard.Core.Ingestion;

/// <summary>How a <c>prediction</c> or <c>ground_truth</c> was written.</summary>
internal enum OutcomeForm : byte
{
    Absent,
    Text,
    Number,
    True,
    False,
}

/// <summary>An outcome as written, before the model's kind gives it a meaning.</summary>
/// <param name="Text">The label's UTF-8, or the number as its digits were sent; a slice of the draft's text.</param>
/// <param name="Number">Finite; 0 unless <paramref name="Form"/> is Number.</param>
internal readonly record struct OutcomeDraft(OutcomeForm Form, TextSpan Text, double Number)
{
    /// <summary>True when a model of this kind can have the outcome.</summary>
    public bool Fits(OutcomeKind kind) => Form switch
    {
        OutcomeForm.Absent => true,
        OutcomeForm.Text => kind == OutcomeKind.Text,
        OutcomeForm.Number => kind is OutcomeKind.Number or OutcomeKind.Text,
        _ => kind == OutcomeKind.Boolean,
    };
}
