using Dashboard.Core.Predictions;
using Dashboard.Core.Windowing;

namespace Dashboard.Components.Panels;

/// <summary>A model as the page of settings lists it.</summary>
/// <param name="Positive">The label that precision, recall and scores are about; null for none.</param>
public sealed record ModelSettings(Model Model, string? Positive, PositiveLabelSource Source)
{
    public string Task => Model.OutcomeKind switch
    {
        OutcomeKind.Number => "Regression",
        OutcomeKind.Undecided => "Undecided",
        _ when Model.Labels.Count <= 2 => "Binary classification",
        _ => "Classification",
    };

    public string? Why => Source switch
    {
        PositiveLabelSource.Declared => "declared",
        PositiveLabelSource.Scores => "its predictions score higher",
        PositiveLabelSource.Order => "last of two by name",
        _ => null,
    };
}
