using Dashboard.Live;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages;

/// <summary>What one model does, in one time range, live.</summary>
public sealed partial class ModelOverview
{
    /// <summary>Spans of time move with each label: read for every viewer, so not too often.</summary>
    private static readonly TimeSpan ArrivalInterval = TimeSpan.FromSeconds(15);

    [Parameter]
    public string Model { get; set; } = "";

    [Inject]
    private SystemFeed System { get; set; } = null!;
}
