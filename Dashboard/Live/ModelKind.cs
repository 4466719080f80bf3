using Dashboard.Core.Predictions;

namespace Dashboard.Live;

/// <summary>The words for a model's kind in every public answer.</summary>
internal static class ModelKind
{
    public static string Of(OutcomeKind kind) => kind switch
    {
        OutcomeKind.Undecided => "undecided",
        OutcomeKind.Number => "regression",
        _ => "classification",
    };
}
