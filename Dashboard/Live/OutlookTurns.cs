using Dashboard.Core.Windowing;

namespace Dashboard.Live;

/// <summary>
/// Which points of the outlook a tick sends. Usually the newest alone has changed; after an estimator was fitted anew all
/// have, and follow a few per tick, newest first.
/// </summary>
internal sealed class OutlookTurns
{
    public const int PerTick = 3;

    private Dictionary<DateTimeOffset, OutlookPoint> _sent = []; // The points of one snapshot.
    private TimeSpan _step;

    /// <summary>The points to send, ascending in time, and whether they replace all that was sent before.</summary>
    public (bool Reset, IReadOnlyList<OutlookPoint> Points) Take(Outlook now, bool reset)
    {
        if (reset || now.Step != _step)
        {
            (_sent, _step) = (now.Points.ToDictionary(p => p.Time), now.Step);
            return (true, now.Points);
        }

        var changed = now.Points.Where(p => p != _sent.GetValueOrDefault(p.Time)).TakeLast(PerTick).ToList();
        _sent = now.Points.Where(p => _sent.ContainsKey(p.Time)).ToDictionary(p => p.Time, p => _sent[p.Time]);
        changed.ForEach(p => _sent[p.Time] = p);
        return (false, changed);
    }
}
