using Dashboard.Core.Windowing;
using Dashboard.ViewState;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages;

/// <summary>Where one model does worse than elsewhere; <c>by</c> in the address leaves one dimension, without it all are shown.</summary>
public sealed partial class ModelSegments
{
    /// <summary>As many sums as there are values are read each time.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LongInterval = TimeSpan.FromMinutes(1);

    private const int ManyValues = 100;

    [Parameter]
    public string Model { get; set; } = "";

    [SupplyParameterFromQuery(Name = "by")]
    private string? DimensionQuery { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private static TimeSpan IntervalOf(int values) => values > ManyValues ? LongInterval : Interval;

    private string LinkTo(string? dimension) => Navigation.GetUriWithQueryParameter("by", dimension);

    /// <summary>The first page of the model, for one segment.</summary>
    private string LinkTo(string model, SegmentKey segment) => ModelAddress.Of(model, query: ViewSelection.QueryOf(
        Navigation.GetUriWithQueryParameter("segment", segment.ToString())));
}
