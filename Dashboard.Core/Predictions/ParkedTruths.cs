using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Dashboard.Core.Predictions;

/// <summary>A ground truth waiting for its prediction.</summary>
/// <param name="EventTicks">When the first truth for this key became known; a correction keeps it.</param>
/// <param name="ReceivedTicks">When the first one was received; waiting is measured from here.</param>
public readonly record struct ParkedTruth(Model Model, Outcome Truth, long EventTicks, long ReceivedTicks);

/// <summary>
/// Ground truths that came before their prediction (or after it was forgotten), by prediction key. Bounded in number and
/// in waiting time; what goes is counted. One writer; the counts may be read by any thread.
/// </summary>
/// <param name="capacity">Most truths waiting; the oldest are dropped.</param>
/// <param name="retention">Longest wait.</param>
public sealed class ParkedTruths(int capacity, TimeSpan retention)
{
    /// <summary>Entries of the queue that no longer wait are cleaned out when they outnumber the living and this.</summary>
    private const int TolerableStale = 1_024;

    private readonly Dictionary<ulong, ParkedTruth> _waiting = []; // Bounded by capacity.
    private readonly Queue<(ulong Key, long ReceivedTicks)> _oldestFirst = new(); // Bounded by 2 x capacity + TolerableStale.
    private readonly ConcurrentDictionary<Model, StrongBox<long>> _countByModel = new(); // Bounded by the catalogue.
    private long _count;
    private long _expired;
    private long _dropped;

    public long Count => Interlocked.Read(ref _count);

    /// <summary>Entries held for order of age, stale ones included.</summary>
    internal int QueueLength => _oldestFirst.Count;

    /// <summary>Waited longer than allowed.</summary>
    public long Expired => Interlocked.Read(ref _expired);

    /// <summary>Dropped because too many were waiting.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Truths of one model waiting now. Any thread.</summary>
    public long CountOf(Model model) => _countByModel.TryGetValue(model, out var count) ? Interlocked.Read(ref count.Value) : 0;

    /// <summary>Parks a truth. The same value again is a duplicate; another value replaces it and keeps its times.</summary>
    /// <param name="corrected">True when it replaced another value.</param>
    public Verdict Park(ulong key, in ParkedTruth truth, out bool corrected)
    {
        ExpireBefore(truth.ReceivedTicks - retention.Ticks);
        corrected = false;
        if (!_waiting.TryGetValue(key, out var earlier))
        {
            Add(key, truth);
            return Verdict.Accepted;
        }

        if (earlier.Truth == truth.Truth)
        {
            return Verdict.Duplicate;
        }

        _waiting[key] = earlier with { Truth = truth.Truth };
        corrected = true;
        return Verdict.Accepted;
    }

    /// <summary>Takes out the truth of a prediction that has just been received, or one that is retracted.</summary>
    public bool TryTake(ulong key, long receivedTicks, out ParkedTruth truth)
    {
        truth = default;
        if (_waiting.Count == 0)
        {
            return false;
        }

        ExpireBefore(receivedTicks - retention.Ticks);
        if (!_waiting.Remove(key, out truth))
        {
            return false;
        }

        Discount(truth.Model);
        return true;
    }

    /// <summary>Drops what was received before an instant.</summary>
    public void ExpireBefore(long receivedTicks)
    {
        while (_oldestFirst.TryPeek(out var oldest) && oldest.ReceivedTicks < receivedTicks)
        {
            _expired += DropOldest() ? 1 : 0;
        }
    }

    public void RemoveModel(Model model)
    {
        foreach (var (key, truth) in _waiting)
        {
            if (truth.Model == model)
            {
                _waiting.Remove(key);
                Discount(model);
            }
        }
    }

    private void Add(ulong key, in ParkedTruth truth)
    {
        while (_waiting.Count >= capacity)
        {
            _dropped += DropOldest() ? 1 : 0;
        }

        _waiting.Add(key, truth);
        _oldestFirst.Enqueue((key, truth.ReceivedTicks));
        _count++;
        Interlocked.Increment(ref _countByModel.GetOrAdd(truth.Model, static _ => new StrongBox<long>()).Value);
        if (_oldestFirst.Count > (2 * _waiting.Count) + TolerableStale)
        {
            CleanQueue();
        }
    }

    /// <summary>Removes the head of the queue. False when its truth had been taken already.</summary>
    private bool DropOldest()
    {
        var entry = _oldestFirst.Dequeue();
        if (!IsWaiting(entry))
        {
            return false;
        }

        _waiting.Remove(entry.Key, out var truth);
        Discount(truth.Model);
        return true;
    }

    /// <summary>An entry is stale when its truth was taken, even if the same key was parked anew since.</summary>
    private bool IsWaiting((ulong Key, long ReceivedTicks) entry) =>
        _waiting.TryGetValue(entry.Key, out var truth) && truth.ReceivedTicks == entry.ReceivedTicks;

    private void CleanQueue()
    {
        for (var left = _oldestFirst.Count; left > 0; left--)
        {
            var entry = _oldestFirst.Dequeue();
            if (IsWaiting(entry))
            {
                _oldestFirst.Enqueue(entry);
            }
        }
    }

    private void Discount(Model model)
    {
        _count--;
        Interlocked.Decrement(ref _countByModel[model].Value);
    }
}
