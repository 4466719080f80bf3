using Dashboard.Core.Metrics;

namespace Dashboard.Core.Windowing;

/// <summary>
/// The latency sketch of a window that moves forward over cells: what enters is merged, what leaves is subtracted
/// (counts are whole numbers, so nothing drifts). A jump past its end starts afresh.
/// </summary>
internal sealed class SlidingSketch(IReadOnlyList<Timeline> timelines, int resolution)
{
    private readonly long _length = Resolutions.Ticks[resolution];
    private ExpSketch _sketch = new(Tally.LatencyScale);
    private long _from;
    private long _to;

    /// <summary>The sketch of [from, to), both multiples of the resolution and not before those of the last call.</summary>
    public ExpSketch MoveTo(long from, long to)
    {
        if (from >= _to)
        {
            _sketch = new ExpSketch(Tally.LatencyScale);
            _from = _to = from;
        }

        for (; _to < to; _to += _length)
        {
            Combine(_to, isEntering: true);
        }

        for (; _from < from; _from += _length)
        {
            Combine(_from, isEntering: false);
        }

        return _sketch;
    }

    private void Combine(long start, bool isEntering)
    {
        foreach (var timeline in timelines)
        {
            if (timeline.Find(resolution, start) is not { Tally.Latency: { Count: > 0 } latency })
            {
                continue;
            }

            if (isEntering)
            {
                _sketch.Merge(latency);
            }
            else
            {
                _sketch.Subtract(latency);
            }
        }
    }
}
