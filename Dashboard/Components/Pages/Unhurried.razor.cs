using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages;

/// <summary>
/// Content that follows a tick only when what it shows has changed, and then at most every fifth: a change after a calm
/// shows at once, those that follow it closely show together.
/// </summary>
public sealed partial class Unhurried
{
    /// <summary>Renderings of the parent, which come with the ticks.</summary>
    internal const int Every = 5;

    private object? _shown;
    private int _sinceChange = Every;

    /// <summary>What the content shows, to be compared by value.</summary>
    [Parameter, EditorRequired]
    public object Of { get; set; } = null!;

    [Parameter, EditorRequired]
    public RenderFragment ChildContent { get; set; } = null!;

    protected override void OnInitialized() => _shown = Of;

    protected override bool ShouldRender()
    {
        _sinceChange = Math.Min(_sinceChange + 1, Every);
        if (_sinceChange < Every || Of.Equals(_shown))
        {
            return false;
        }

        (_shown, _sinceChange) = (Of, 0);
        return true;
    }
}
