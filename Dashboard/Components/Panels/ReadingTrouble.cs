namespace Dashboard.Components.Panels;

/// <summary>The panel still shows what was read before: the last reading failed.</summary>
public sealed record ReadingTrouble(Action Retry);
