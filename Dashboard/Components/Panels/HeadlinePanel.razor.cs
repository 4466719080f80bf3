using Dashboard.Core.Windowing;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dashboard.Components.Panels;

/// <summary>The state of the model in one sentence.</summary>
public sealed partial class HeadlinePanel
{
    private string _class = "";
    private string _icon = "";
    private string _iconTitle = "";

    [Parameter, EditorRequired]
    public Headline Headline { get; set; } = null!;

    protected override void OnParametersSet() => (_class, _icon, _iconTitle) = Headline.Tone switch
    {
        HeadlineTone.Worse => ("worse", Icons.Material.Outlined.WarningAmber, "Got worse"),
        HeadlineTone.Steady => ("steady", Icons.Material.Outlined.CheckCircle, "Steady"),
        _ => ("unknown", Icons.Material.Outlined.HourglassEmpty, "Not enough data"),
    };
}
