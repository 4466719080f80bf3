namespace Dashboard.Core.Ingestion;

public enum WriterPhase
{
    /// <summary>Opening storage and reading stored events.</summary>
    Restoring,

    /// <summary>Accepting events.</summary>
    Ready,

    /// <summary>Refusing events until a condition clears by itself; pages stay live.</summary>
    Suspended,

    /// <summary>Finishing what was accepted, then closing.</summary>
    Stopping,

    Stopped,

    /// <summary>Cannot go on; the process must exit with <see cref="WriterState.ExitCode"/>.</summary>
    Failed,
}

/// <summary>What the event writer is doing. Immutable; replaced as a whole.</summary>
/// <param name="Code">Why events are refused now, as in the 503 answer; empty when ready.</param>
/// <param name="Message">The same for people.</param>
/// <param name="Progress">Restoring only: share of stored events read, 0 to 1.</param>
/// <param name="ExitCode">Failed only: 70 (durability lost) or 78 (data directory cannot be used).</param>
public sealed record WriterState(WriterPhase Phase, string Code, string Message, double Progress = 0, int ExitCode = 0)
{
    public static readonly WriterState Ready = new(WriterPhase.Ready, "", "");
    public static readonly WriterState Stopping = new(WriterPhase.Stopping, "stopping", "the server is stopping");
    public static readonly WriterState Stopped = new(WriterPhase.Stopped, "stopping", "the server has stopped");

    public static WriterState Restoring(double progress) =>
        new(WriterPhase.Restoring, "starting", $"reading stored events, {progress:P0} done", progress);

    public static WriterState Suspended(string code, string message) => new(WriterPhase.Suspended, code, message);

    public static WriterState Failed(int exitCode, string message) => new(WriterPhase.Failed, "storage_failed", message, 0, exitCode);
}
