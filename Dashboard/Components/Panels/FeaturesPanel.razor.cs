using Dashboard.Core.Metrics;
using Dashboard.Core.Metrics.Features;
using Dashboard.Core.Windowing;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>The features of a window beside their baseline.</summary>
public sealed partial class FeaturesPanel
{
    private IReadOnlyList<FeatureFigures> _rows = [];
    private string? _note;
    private string? _lack;

    [Parameter, EditorRequired]
    public FeatureReading Features { get; set; } = null!;

    [CascadingParameter]
    private TimeText Clock { get; set; } = TimeText.Utc;

    protected override void OnParametersSet()
    {
        _rows = Features.Figures;
        _lack = Features.Lack is { } lack ? $"{char.ToUpperInvariant(lack[0])}{lack[1..]}." : "The baseline has none.";
        _note = Features.Baseline is { } baseline && Features.Lack is null
            ? $"{NumberText.Count(Features.Counted)} of {NumberText.Counted(Features.Predictions, "prediction")} counted, beside the first {NumberText.Count(baseline.Predictions)} "
                + $"with features, {Clock.Instant(baseline.From)} to {Clock.Instant(baseline.To)}{Beyond(baseline)}"
            : null;
    }

    private static string Beyond(FeatureBaseline baseline) =>
        baseline.Beyond == 0 ? "" : $"; {NumberText.Counted(baseline.Beyond, "further feature")} not counted";
}
