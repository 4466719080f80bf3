using Dashboard.Live;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages;

/// <summary>What one model does, in one time range, live.</summary>
public sealed partial class ModelOverview
{
    [Parameter]
    public string Model { get; set; } = "";

    [Inject]
    private SystemFeed System { get; set; } = null!;
}
