using Dashboard.Components.Charts;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Dashboard.Components.Layout;

/// <summary>What the page is called in the browser's tab.</summary>
public sealed partial class TabTitle
{
    /// <summary>In page.js.</summary>
    internal const string Setter = "dashboardTitle";

    private string? _set;

    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    protected override bool ShouldRender() => Text != _set;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (Text != _set)
        {
            _set = Text;
            await BrowserModule.IgnoreLostBrowserAsync(Js.InvokeVoidAsync(Setter, Text));
        }
    }
}
