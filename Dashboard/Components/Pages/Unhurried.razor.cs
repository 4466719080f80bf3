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
    private object? _chosen;
    private int _sinceChange = Every;

    /// <summary>What the content shows, to be compared by value.</summary>
    [Parameter, EditorRequired]
    public object Of { get; set; } = null!;

    /// <summary>What of it the viewer chooses, to be compared by value: another choice shows at once.</summary>
    [Parameter]
    public object? Choice { get; set; }

    [Parameter, EditorRequired]
    public RenderFragment ChildContent { get; set; } = null!;

    protected override void OnInitialized() => (_shown, _chosen) = (Of, Choice);

    protected override bool ShouldRender()
    {
        _sinceChange = Math.Min(_sinceChange + 1, Every);
        if (Equals(Choice, _chosen) && (_sinceChange < Every || Of.Equals(_shown)))
        {
            return false;
        }

        (_shown, _chosen, _sinceChange) = (Of, Choice, 0);
        return true;
    }
}
