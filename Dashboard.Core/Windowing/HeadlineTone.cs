namespace Dashboard.Core.Windowing;

/// <summary>How a headline should look: what its icon and colour say.</summary>
public enum HeadlineTone
{
    /// <summary>Nothing to judge yet.</summary>
    Unknown,

    /// <summary>Nothing moved.</summary>
    Steady,

    /// <summary>Something got worse by more than chance explains.</summary>
    Worse,
}
