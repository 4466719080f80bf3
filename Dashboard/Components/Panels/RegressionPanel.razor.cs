using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>How far numeric predictions lie from the ground truth.</summary>
public sealed partial class RegressionPanel
{
    [Parameter, EditorRequired]
    public RegressionFigures Error { get; set; } = null!;

    private (string Name, string Meaning, Figure Figure, bool IsShare)[] Rows() =>
    [
        ("Mean absolute error", "How far off a prediction is on average", Error.MeanAbsoluteError, false),
        ("Root mean squared error", "Like the mean error, but large errors weigh more", Error.RootMeanSquaredError, false),
        ("Bias", "Above 0 the model predicts too high, below 0 too low", Error.Bias, false),
        ("R²", "1 is perfect, 0 is no better than always predicting the mean", Error.R2, false),
        ("Weighted percentage error", "Sum of absolute errors / sum of absolute truths", Error.Wape, true),
        ("Mean ground truth", "To compare the errors with", Error.MeanTruth, false),
    ];

    private static string Text(double? value, bool isShare) => (isShare ? NumberText.Percent(value) : NumberText.Value(value)).ToString();
}
