using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Controls;

/// <summary>A button that shows the present choice and opens a list of others.</summary>
public sealed partial class PickerMenu
{
    /// <summary>What is chosen here, for example "Model".</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>What is chosen now.</summary>
    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    [Parameter]
    public string? Icon { get; set; }

    [Parameter]
    public string? Class { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }
}
