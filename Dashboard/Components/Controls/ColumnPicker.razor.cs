using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Controls;

/// <summary>Chooses the column that plays one part.</summary>
public sealed partial class ColumnPicker
{
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    [Parameter, EditorRequired]
    public IReadOnlyList<string> Columns { get; set; } = [];

    /// <summary>What its name says; null when nothing does.</summary>
    [Parameter]
    public string? Found { get; set; }

    [Parameter]
    public bool IsOptional { get; set; }

    /// <summary>Null: the recognised one.</summary>
    [Parameter]
    public string? Chosen { get; set; }

    [Parameter]
    public EventCallback<string?> ChosenChanged { get; set; }

    private Task PickAsync(ChangeEventArgs change) => ChosenChanged.InvokeAsync(change.Value as string is { Length: > 0 } column ? column : null);
}
