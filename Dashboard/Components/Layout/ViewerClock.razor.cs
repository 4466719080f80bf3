using Dashboard.Components.Charts;
using Dashboard.Core.Metrics;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Dashboard.Components.Layout;

/// <summary>
/// The one choice of a time zone for everything a viewer sees: the browser's, or UTC. Cascades a <see cref="TimeText"/>, and itself
/// to what changes it. The first visit of a browser is prerendered in UTC, as nothing is known of it yet.
/// </summary>
public sealed partial class ViewerClock : IAsyncDisposable
{
    /// <summary>Relative to the page's base; axes.js follows what it sets.</summary>
    public const string ModulePath = "./js/zone.js";

    private IJSObjectReference? _module;
    private string? _zone;
    private bool _prefersUtc;

    /// <summary>The browser's zone by its cookie; null for none.</summary>
    [Parameter]
    public string? Zone { get; set; }

    /// <summary>By its cookie.</summary>
    [Parameter]
    public bool PrefersUtc { get; set; }

    [Parameter, EditorRequired]
    public RenderFragment ChildContent { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    /// <summary>In the browser's zone; UTC while it is unknown.</summary>
    public TimeText Local { get; private set; } = TimeText.Utc;

    public TimeText Shown => _prefersUtc ? TimeText.Utc : Local;

    /// <summary>What a document made from these cookies is written with.</summary>
    internal static TimeText Of(string? zone, bool prefersUtc) => prefersUtc ? TimeText.Utc : TimeText.Of(zone);

    public async Task ChooseAsync(bool utc)
    {
        _prefersUtc = utc;
        StateHasChanged();
        await CallAsync("prefer", utc);
    }

    public async ValueTask DisposeAsync()
    {
        if (_module is not null)
        {
            await ChartLink.IgnoreLostBrowserAsync(_module.DisposeAsync());
        }
    }

    protected override void OnInitialized()
    {
        (_zone, _prefersUtc) = (Zone, PrefersUtc);
        Local = TimeText.Of(Zone);
    }

    /// <summary>The browser may have travelled since its last visit.</summary>
    protected override Task OnAfterRenderAsync(bool firstRender) =>
        firstRender ? ChartLink.IgnoreLostBrowserAsync(new ValueTask(AskAsync())).AsTask() : Task.CompletedTask;

    private async Task AskAsync()
    {
        _module = await Js.InvokeAsync<IJSObjectReference>("import", ModulePath);
        var zone = await _module.InvokeAsync<string?>("zone");
        if (zone is not null && zone != _zone)
        {
            (_zone, Local) = (zone, TimeText.Of(zone));
            StateHasChanged();
        }

        await _module.InvokeVoidAsync("show", Shown.IsUtc);
    }

    private ValueTask CallAsync(string function, bool utc) =>
        _module is null ? ValueTask.CompletedTask : ChartLink.IgnoreLostBrowserAsync(_module.InvokeVoidAsync(function, utc));
}
