using System.Globalization;

namespace Dashboard.Demo;

/// <summary>All demo events in the order of their time: predictions as they happen and truths as they become known.</summary>
internal sealed class DemoStory
{
    private readonly PriorityQueue<DemoEvent, DateTimeOffset> _pending = new(); // Bounded by options.MaxPendingTruths.
    private readonly IReadOnlyList<IDemoScenario> _scenarios;
    private readonly double[] _owed;
    private readonly DemoChance _chance;
    private readonly DateTimeOffset _arrival;
    private readonly int _maxPending;
    private readonly string _idPrefix;
    private long _lastId;

    /// <param name="start">When the history begins; with it, the ids of one run differ from those of every other.</param>
    /// <param name="arrival">When the viewer arrives, and things begin to happen.</param>
    public DemoStory(DemoOptions options, DateTimeOffset start, DateTimeOffset arrival)
    {
        _chance = new DemoChance(options.Seed);
        _scenarios = [new FraudScenario(options.FraudRate, _chance), new DemandScenario(options.DemandRate, _chance)];
        _owed = new double[_scenarios.Count];
        _arrival = arrival;
        _maxPending = options.MaxPendingTruths;
        _idPrefix = start.ToUnixTimeMilliseconds().ToString("x", CultureInfo.InvariantCulture);
    }

    /// <summary>Truths that found no room to wait.</summary>
    public long DroppedTruths { get; private set; }

    /// <summary>Adds to <paramref name="events"/> what happens from one instant (inclusive) to another (exclusive).</summary>
    public void Tell(DateTimeOffset from, DateTimeOffset to, List<DemoEvent> events)
    {
        for (var i = 0; i < _scenarios.Count; i++)
        {
            _owed[i] += _scenarios[i].PredictionsPerSecond * (to - from).TotalSeconds;
            for (; _owed[i] >= 1; _owed[i]--)
            {
                var at = from + ((to - from) * _chance.Uniform());
                Add(_scenarios[i].Next($"{_idPrefix}-{++_lastId}", at, at - _arrival), events);
            }
        }

        while (_pending.TryPeek(out var truth, out var due) && due < to)
        {
            _pending.Dequeue();
            events.Add(truth);
        }
    }

    private void Add(DemoCase one, List<DemoEvent> events)
    {
        events.Add(one.Prediction);
        if (one.Shadow is { } shadow)
        {
            Add(new DemoCase(shadow, one.Truth is { } same ? same with { Model = shadow.Model } : null), events);
        }

        if (one.Truth is not { } truth)
        {
            return;
        }

        if (_pending.Count >= _maxPending)
        {
            DroppedTruths++;
            return;
        }

        _pending.Enqueue(truth, truth.Timestamp);
    }
}
