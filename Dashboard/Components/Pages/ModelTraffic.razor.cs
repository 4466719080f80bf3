using Dashboard.ViewState;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages;

/// <summary>How fast, how often and how reliably one model answers.</summary>
public sealed partial class ModelTraffic
{
    /// <summary>Error texts are read from what is stored, for every viewer: not too often.</summary>
    private static readonly TimeSpan ErrorInterval = TimeSpan.FromSeconds(30);

    private double _target;

    [Parameter]
    public string Model { get; set; } = "";

    [SupplyParameterFromQuery(Name = "slo")]
    private string? TargetQuery { get; set; }

    [Inject]
    private StoredRows Stored { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    protected override void OnParametersSet() => _target = AvailabilityTarget.Parse(TargetQuery);

    private void PickTarget(double target) => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameter("slo", AvailabilityTarget.Print(target)), new NavigationOptions { ReplaceHistoryEntry = true });
}
