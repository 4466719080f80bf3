using System.Runtime.InteropServices;

namespace Dashboard.Configuration;

/// <summary>The first SIGTERM or Ctrl+C drains; a second one ends the process at once. Nothing acknowledged is lost by that.</summary>
internal sealed class SecondSignal : IDisposable
{
    private const int ForcedExitCode = 130; // As shells report a program that was interrupted.

    private readonly PosixSignalRegistration[] _registrations;
    private int _signals;

    public SecondSignal() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Count),
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Count),
    ];

    public void Dispose() => Array.ForEach(_registrations, r => r.Dispose());

    private void Count(PosixSignalContext context)
    {
        context.Cancel = true; // The host's own handler starts the drain.
        if (Interlocked.Increment(ref _signals) > 1)
        {
            Environment.Exit(ForcedExitCode);
        }
    }
}
