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

    private BrowserModule? _module;
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
        await BrowserModule.IgnoreLostBrowserAsync(RememberAsync(utc));
    }

    public ValueTask DisposeAsync() => _module?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected override void OnInitialized()
    {
        (_zone, _prefersUtc) = (Zone, PrefersUtc);
        Local = TimeText.Of(Zone);
    }

    /// <summary>The browser may have travelled since its last visit.</summary>
    protected override Task OnAfterRenderAsync(bool firstRender) =>
        firstRender ? BrowserModule.IgnoreLostBrowserAsync(new ValueTask(AskAsync())).AsTask() : Task.CompletedTask;

    private async Task AskAsync()
    {
        _module = new BrowserModule(Js, ModulePath);
        var module = await _module.GetAsync();
        var zone = await module.InvokeAsync<string?>("zone");
        if (zone is not null && zone != _zone)
        {
            (_zone, Local) = (zone, TimeText.Of(zone));
            StateHasChanged();
        }

        await module.InvokeVoidAsync("show", Shown.IsUtc);
    }

    private async ValueTask RememberAsync(bool utc)
    {
        if (_module is { } known)
        {
            await (await known.GetAsync()).InvokeVoidAsync("prefer", utc);
        }
    }
}
