using Dashboard.Core.Metrics;
using Dashboard.ViewState;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Controls;

/// <summary>Live, paused or stale. That the connection is down only the browser can tell: page.js swaps the words.</summary>
public sealed partial class LivePill
{
    private (string Key, string Text) _word;
    private string _hint = "";

    [Parameter, EditorRequired]
    public LiveState State { get; set; }

    /// <summary>Since the newest event; for <see cref="LiveState.Stale"/>.</summary>
    [Parameter]
    public TimeSpan Silence { get; set; }

    /// <summary>Updates that came while paused.</summary>
    [Parameter]
    public long MissedUpdates { get; set; }

    [Parameter]
    public EventCallback OnToggle { get; set; }

    protected override void OnParametersSet()
    {
        _word = State switch
        {
            LiveState.Live => ("live", "Live"),
            LiveState.Paused => ("paused", "Paused"),
            LiveState.Stale => ("stale", $"No data for {NumberText.Whole(Silence)}"),
            LiveState.Fixed => ("fixed", "Fixed range"),
            _ => ("waiting", "Waiting"),
        };
        _hint = State switch
        {
            LiveState.Paused => $"Paused for you only; {NumberText.Counted(MissedUpdates, "update")} waiting. Click to go on.",
            LiveState.Fixed => "A fixed time range; choose \"Last …\" to follow.",
            LiveState.Waiting => "Nothing to follow yet.",
            _ => "Click to pause for you only.",
        };
    }
}
