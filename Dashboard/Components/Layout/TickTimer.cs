namespace Dashboard.Components.Layout;

/// <summary>
/// Something a page does every so often: with a tick where ticks come, so that what it changes joins the tick's batch, else by a timer.
/// Created and disposed on the circuit's dispatcher.
/// </summary>
internal sealed class TickTimer : IDisposable
{
    /// <summary>A tick this near to the end of the interval does: the next one would be later than asked for.</summary>
    private const double Enough = 0.75;

    private readonly PageTick _tick;
    private readonly TimeProvider _time;
    private readonly TimeSpan _every;
    private readonly Action _act;
    private readonly ITimer _timer;
    private long _acted;
    private bool _hasTicked;

    /// <param name="invoke">Runs something on the circuit's dispatcher.</param>
    public TickTimer(PageTick tick, TimeProvider time, TimeSpan every, Func<Action, Task> invoke, Action act)
    {
        (_tick, _time, _every, _act, _acted) = (tick, time, every, act, time.GetTimestamp());
        _timer = time.CreateTimer(_ => Turn(invoke), null, every, every);
        tick.Came += OnTick;
    }

    public void Dispose()
    {
        _tick.Came -= OnTick;
        _timer.Dispose();
    }

    private void OnTick()
    {
        Volatile.Write(ref _hasTicked, true);
        if (_time.GetElapsedTime(_acted) >= _every * Enough)
        {
            _acted = _time.GetTimestamp();
            _timer.Change(_every, _every);
            _act();
        }
    }

    /// <summary>Where ticks come, the next one gets half an interval more to bring it.</summary>
    private void Turn(Func<Action, Task> invoke)
    {
        if (Volatile.Read(ref _hasTicked))
        {
            Volatile.Write(ref _hasTicked, false);
            _timer.Change(_every / 2, _every);
            return;
        }

        _ = invoke(() =>
        {
            _acted = _time.GetTimestamp();
            _act();
        });
    }
}
