using Dashboard.Core.Windowing;

namespace Dashboard.ViewState;

/// <summary>Whether what a viewer sees moves, and if not, why.</summary>
public enum LiveState
{
    /// <summary>There is nothing to show yet.</summary>
    Waiting,

    Live,

    /// <summary>By this viewer's wish.</summary>
    Paused,

    /// <summary>No event came for a while.</summary>
    Stale,

    /// <summary>The viewer chose a fixed span.</summary>
    Fixed,
}

/// <summary>Judges <see cref="LiveState"/>.</summary>
public static class LiveStates
{
    /// <summary>Silence from which a view counts as stale.</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromMinutes(1);

    public static LiveState Of(Snapshot? snapshot, bool isPaused) => snapshot switch
    {
        null => LiveState.Waiting,
        { Key.Range.IsRelative: false } => LiveState.Fixed,
        _ when isPaused => LiveState.Paused,
        _ when Silence(snapshot) >= StaleAfter => LiveState.Stale,
        _ => LiveState.Live,
    };

    /// <summary>Time from the newest event to the snapshot; zero when none came yet.</summary>
    public static TimeSpan Silence(Snapshot snapshot) =>
        snapshot.LastReceived is { } last && last < snapshot.AsOf ? snapshot.AsOf - last : TimeSpan.Zero;
}
