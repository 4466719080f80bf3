using System.ComponentModel;
using Dashboard.Core.Windowing;

namespace Dashboard.Endpoints.Answers;

/// <summary>How much of the ground truth of a window is known, and whether more will come.</summary>
internal sealed record LabelsAnswer(
    long Labelled,
    [property: Description("Labelled / predictions that can have a label, 0 to 1")] FigureAnswer Coverage,
    [property: Description("Coverage to be expected of predictions this old, by the model's past")] FigureAnswer ExpectedCoverage,
    [property: Description("Predictions before this instant have their labels; null while that is not known")] DateTimeOffset? MatureUntil,
    [property: Description("Seconds from prediction to first ground truth, median")] FigureAnswer DelayP50Seconds,
    FigureAnswer DelayP95Seconds,
    [property: Description("Ground truths that replaced another one")] long Corrections,
    [property: Description("Ground truths that were taken back")] long Retractions,
    [property: Description("Predictions received after their bucket was taken for complete")] long LateArrivals,
    [property: Description("Ground truths of the whole model that wait for their prediction; null with as_of")] long? Parked,
    [property: Description("Chance that a wrong answer's label comes later than a right one's, 0 to 1; 0.5 when they come alike")] FigureAnswer WrongIsLater,
    [property: Description("Labels of wrong and right answers differ so much in delay that the labels so far mislead")] bool MisleadsSoFar)
{
    public static LabelsAnswer Of(Snapshot figures) => Of(figures.Labels, isPast: figures.KnownAt is not null);

    public static LabelsAnswer Of(LabelFigures labels, bool isPast) => new(
        labels.Labelled, FigureAnswer.Of(labels.Coverage), FigureAnswer.Of(labels.ExpectedCoverage), labels.MatureUntil,
        FigureAnswer.Of(labels.DelayP50Seconds), FigureAnswer.Of(labels.DelayP95Seconds), labels.Corrections, labels.Retractions, labels.LateArrivals,
        isPast ? null : labels.Parked, FigureAnswer.Of(labels.WrongIsLater), labels.MisleadsSoFar);
}
