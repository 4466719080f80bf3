using Dashboard.ViewState;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages;

/// <summary>The stored rows of one model, each with its ground truth.</summary>
public sealed partial class ModelData
{
    private RowChoice _choice = null!;

    [Parameter]
    public string Model { get; set; } = "";

    [SupplyParameterFromQuery(Name = "truth")]
    private string? TruthQuery { get; set; }

    [SupplyParameterFromQuery(Name = "predicted")]
    private string? PredictedQuery { get; set; }

    [SupplyParameterFromQuery(Name = "outcome")]
    private string? OutcomeQuery { get; set; }

    [SupplyParameterFromQuery(Name = "id")]
    private string? IdQuery { get; set; }

    [SupplyParameterFromQuery(Name = "before")]
    private string? BeforeQuery { get; set; }

    [SupplyParameterFromQuery(Name = "look")]
    private string? LookQuery { get; set; }

    [SupplyParameterFromQuery(Name = "row")]
    private string? RowQuery { get; set; }

    protected override void OnParametersSet() =>
        _choice = RowChoice.Parse(TruthQuery, PredictedQuery, OutcomeQuery, IdQuery, BeforeQuery, LookQuery, RowQuery);
}
