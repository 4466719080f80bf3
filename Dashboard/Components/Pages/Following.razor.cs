using Dashboard.Components.Layout;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages;

/// <summary>Renders its content again with each tick of the page. The page around it renders only when something is chosen.</summary>
public sealed partial class Following
{
    private object? _shown;

    [Parameter, EditorRequired]
    public RenderFragment ChildContent { get; set; } = null!;

    /// <summary>What shows here: the content renders only when it has changed. Null: with each tick.</summary>
    [Parameter]
    public Func<object>? Of { get; set; }

    [Inject]
    private PageTick Tick { get; set; } = null!;

    public void Dispose() => Tick.Came -= Follow;

    protected override void OnInitialized() => Tick.Came += Follow;

    protected override void OnParametersSet() => _shown = Of?.Invoke();

    private void Follow()
    {
        var now = Of?.Invoke();
        if (now is null || !now.Equals(_shown))
        {
            _shown = now;
            StateHasChanged();
        }
    }
}
