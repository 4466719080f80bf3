using Dashboard.Demo;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>What a page shows before the first event: how to send one, and the demo.</summary>
public sealed partial class EmptyState
{
    private FirstEvents _shown = FirstEvents.All[0];

    /// <summary>Where this server is reached, with a slash at the end.</summary>
    [Parameter, EditorRequired]
    public string BaseUri { get; set; } = "";

    [Inject]
    private DemoControl Demo { get; set; } = null!;
}
