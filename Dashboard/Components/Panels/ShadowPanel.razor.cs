using Dashboard.Core.Predictions;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>Chooses the model that answers the same ids; what is read of the two is its content.</summary>
public sealed partial class ShadowPanel
{
    private Model? _shadow;

    [Parameter, EditorRequired]
    public Model Model { get; set; } = null!;

    /// <summary>Those of the same kind.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<Model> Others { get; set; } = [];

    /// <summary>The name in the address; null for none.</summary>
    [Parameter]
    public string? Shadow { get; set; }

    /// <summary>Where this server is reached, with a slash at the end.</summary>
    [Parameter, EditorRequired]
    public string BaseUri { get; set; } = "";

    [Parameter]
    public EventCallback<string?> OnPick { get; set; }

    /// <summary>Of the model chosen.</summary>
    [Parameter, EditorRequired]
    public RenderFragment<Model> Comparison { get; set; } = null!;

    protected override void OnParametersSet() => _shadow = Others.FirstOrDefault(model => model.Name == Shadow);
}
