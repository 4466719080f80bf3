using Dashboard.ViewState;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages;

/// <summary>How fast, how often and how reliably one model answers.</summary>
public sealed partial class ModelTraffic
{
    private double _target;

    [Parameter]
    public string Model { get; set; } = "";

    [SupplyParameterFromQuery(Name = "slo")]
    private string? TargetQuery { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    protected override void OnParametersSet() => _target = AvailabilityTarget.Parse(TargetQuery);

    private void PickTarget(double target) => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameter("slo", AvailabilityTarget.Print(target)), new NavigationOptions { ReplaceHistoryEntry = true });
}
