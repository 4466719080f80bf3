namespace Dashboard.Core.Predictions;

/// <summary>What became of one event.</summary>
public enum Verdict : byte
{
    Accepted,

    /// <summary>The same event was accepted before; nothing changes.</summary>
    Duplicate,

    /// <summary>The id is taken by a prediction with other content; the first one stays.</summary>
    Conflict,
}
