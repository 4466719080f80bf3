using Dashboard.Components.Controls;
using Dashboard.Components.Layout;
using Dashboard.Core.Windowing;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>Everything on the page about performance that is read now and then.</summary>
public sealed partial class PerformancePanels
{
    private (PerformanceReading, string?)? _shown;

    [Parameter, EditorRequired]
    public PerformanceReading Read { get; set; } = null!;

    [Parameter, EditorRequired]
    public FramedModel Frame { get; set; } = null!;

    [Parameter]
    public EventCallback<string> OnPositive { get; set; }

    /// <summary>See <see cref="ScorePanels.Threshold"/>.</summary>
    [Parameter]
    public string? Threshold { get; set; }

    [Parameter]
    public EventCallback<string?> OnThreshold { get; set; }

    private RenderFragment Picker => builder =>
    {
        builder.OpenComponent<PositivePicker>(0);
        builder.AddComponentParameter(1, nameof(PositivePicker.Labels), Read.Sums.Model?.Labels.ToList() ?? []);
        builder.AddComponentParameter(2, nameof(PositivePicker.Selected), Read.Positive);
        builder.AddComponentParameter(3, nameof(PositivePicker.OnPick), OnPositive);
        builder.CloseComponent();
    };

    protected override bool ShouldRender()
    {
        var isNew = _shown is not var (read, threshold) || !ReferenceEquals(Read, read) || Threshold != threshold;
        _shown = (Read, Threshold);
        return isNew;
    }

    protected override void OnInitialized() => _shown = (Read, Threshold);

    private string LinkTo(string truth, string predicted) => Frame.Selection.DataPath(Frame.Model.Name, truth, predicted);
}
