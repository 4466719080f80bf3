using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Dashboard.ViewState;

/// <summary>
/// Whether this viewer's browser is connected. A circuit outlives its connection by minutes, and a call into the browser
/// that was lost with it would wait for its own timeout: so every call links <see cref="DownToken"/>, and loops wait in
/// <see cref="WaitUpAsync"/> meanwhile. One per circuit.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Components ask for the token while the circuit is torn down; a source without a timer holds nothing.")]
public sealed class CircuitConnection : CircuitHandler
{
    private readonly Lock _gate = new();
    private CancellationTokenSource _down = new();
    private TaskCompletionSource _up = CompletedSource();

    /// <summary>True from the start: components live only on circuits that came up.</summary>
    public bool IsUp { get; private set; } = true;

    /// <summary>How often the browser was gone.</summary>
    public int Losses { get; private set; }

    /// <summary>The viewer is back; raised on the circuit's dispatcher.</summary>
    public event Action<Absence>? Returned;

    /// <summary>Cancelled the moment the browser is gone.</summary>
    public CancellationToken DownToken
    {
        get { lock (_gate) { return _down.Token; } }
    }

    public Task WaitUpAsync(CancellationToken cancel)
    {
        lock (_gate)
        {
            return _up.Task.WaitAsync(cancel);
        }
    }

    /// <summary>Told by who knows what was missed.</summary>
    public void Tell(Absence absence)
    {
        if (absence.Kind != ReturnKind.Resumed || absence.Length >= Absence.Shortest)
        {
            Returned?.Invoke(absence);
        }
    }

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!IsUp)
            {
                _down = new CancellationTokenSource();
                IsUp = true;
            }

            _up.TrySetResult();
        }

        return Task.CompletedTask;
    }

    public override async Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        CancellationTokenSource down;
        lock (_gate)
        {
            IsUp = false;
            Losses++;
            _up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            down = _down;
        }

        await down.CancelAsync();
    }

    private static TaskCompletionSource CompletedSource()
    {
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        source.SetResult();
        return source;
    }
}
