using Dashboard.Core.Windowing;
using Dashboard.ViewState;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages;

/// <summary>Where one model does worse than elsewhere; <c>by</c> in the address names the dimension.</summary>
public sealed partial class ModelSegments
{
    /// <summary>As many sums as the dimension has values are read each time.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    [Parameter]
    public string Model { get; set; } = "";

    [SupplyParameterFromQuery(Name = "by")]
    private string? DimensionQuery { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string LinkTo(string dimension) => Navigation.GetUriWithQueryParameter("by", dimension);

    /// <summary>The first page of the model, for one segment.</summary>
    private string LinkTo(string model, SegmentKey segment) => ModelAddress.Of(model, query: ViewSelection.QueryOf(
        Navigation.GetUriWithQueryParameter("segment", segment.ToString())));
}
