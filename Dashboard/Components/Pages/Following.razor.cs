using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages;

/// <summary>Renders its content again whenever the view changes. The page around it renders only when something is chosen.</summary>
public sealed partial class Following
{
    private LiveView? _followed;
    private object? _shown;

    [Parameter, EditorRequired]
    public LiveView View { get; set; } = null!;

    [Parameter, EditorRequired]
    public RenderFragment ChildContent { get; set; } = null!;

    /// <summary>What of the view shows here: the content renders only when it has changed. Null: whenever the view changes.</summary>
    [Parameter]
    public Func<object>? Of { get; set; }

    public void Dispose() => Leave();

    protected override void OnParametersSet()
    {
        _shown = Of?.Invoke();
        if (View != _followed)
        {
            Leave();
            _followed = View;
            View.Changed += Follow;
        }
    }

    private void Follow()
    {
        var now = Of?.Invoke();
        if (now is null || !now.Equals(_shown))
        {
            _shown = now;
            StateHasChanged();
        }
    }

    private void Leave()
    {
        if (_followed is not null)
        {
            _followed.Changed -= Follow;
        }
    }
}
