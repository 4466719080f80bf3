using Dashboard.Components.Charts;
using Dashboard.Live;
using Dashboard.ViewState;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Dashboard.Components.Gallery;

/// <summary>The page of the gallery; not there unless the configuration wants it.</summary>
public sealed partial class GalleryPage
{
    private ChartLink _charts = null!;

    [Inject]
    private GalleryOptions Options { get; set; } = null!;

    [Inject]
    private GalleryFigures Figures { get; set; } = null!;

    [Inject]
    private CircuitConnection Connection { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    public ValueTask DisposeAsync() => _charts.DisposeAsync();

    protected override void OnInitialized()
    {
        _charts = new ChartLink(Js, Connection, Time);
        if (!Options.Enabled)
        {
            Navigation.NotFound();
        }
    }

    /// <summary>The charts that follow ticks get one.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && Options.Enabled)
        {
            await _charts.PushAsync(ChartDelta.WriteFull(Figures.Snapshot(GalleryStory.Credit)), CancellationToken.None);
        }
    }
}
