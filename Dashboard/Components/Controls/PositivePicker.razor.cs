using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Controls;

/// <summary>Chooses the positive label.</summary>
public sealed partial class PositivePicker
{
    /// <summary>More labels share a menu.</summary>
    private const int MostButtons = 3;

    private IReadOnlyList<(string Value, string Text, string? Hint)> _choices = [];

    [Parameter, EditorRequired]
    public IReadOnlyList<string> Labels { get; set; } = [];

    [Parameter]
    public string? Selected { get; set; }

    [Parameter]
    public EventCallback<string> OnPick { get; set; }

    protected override void OnParametersSet() => _choices = [.. Labels.Select(label => (label, label, (string?)$"Figures about {label}"))];
}
