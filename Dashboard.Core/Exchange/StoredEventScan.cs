using System.Runtime.CompilerServices;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;

namespace Dashboard.Core.Exchange;

/// <summary>A range of sequence numbers, both ends included.</summary>
internal readonly record struct SequenceRange(long First, long Last)
{
    public long Count => Last - First + 1;

    /// <summary>All of it from its end back, in spans that double up to the longest.</summary>
    public IEnumerable<SequenceRange> Backwards(int span, int longest)
    {
        for (var last = Last; last >= First; span = Math.Min(span * 2, longest))
        {
            var range = new SequenceRange(Math.Max(First, last - span + 1), last);
            yield return range;
            last = range.First - 1;
        }
    }
}

/// <summary>Reads stored events run by run; one run is in memory at a time.</summary>
internal sealed class StoredEventScan(IEventStore store)
{
    /// <summary>The first sequence number that is stored; 1 when nothing is.</summary>
    public async Task<long> OldestAsync(CancellationToken cancel)
    {
        using var run = await store.ReadAsync(1, EventColumns.Core, cancel);
        return run?.FirstSequence ?? 1;
    }

    /// <summary>The runs that hold any event of the range. The caller must be done with a run before it asks for the next.</summary>
    public async IAsyncEnumerable<StoredEvents> RunsAsync(
        SequenceRange range, EventColumns columns, [EnumeratorCancellation] CancellationToken cancel)
    {
        var next = range.First;
        while (next <= range.Last)
        {
            cancel.ThrowIfCancellationRequested();
            using var run = await store.ReadAsync(next, columns, cancel);
            if (run is null || run.FirstSequence > range.Last)
            {
                yield break;
            }

            yield return run;
            next = run.LastSequence + 1;
        }
    }
}

/// <summary>
/// Walks the events of a run that lie in a range, in order. A run may reach beyond it: blocks are merged while they are read.
/// </summary>
internal struct RunCursor(StoredEvents run, SequenceRange range)
{
    private int _position = -1;
    private int _predictions;
    private int _truths;

    public EventKind Kind { get; private set; }

    /// <summary>Position among the run's rows of the same kind.</summary>
    public int Row { get; private set; }

    public long Sequence { get; private set; }

    public readonly long ReceivedTicks =>
        Kind == EventKind.Prediction ? run.Events.Predictions[Row].ReceivedTicks : run.Events.GroundTruths[Row].ReceivedTicks;

    public bool MoveNext()
    {
        while (++_position < run.Events.Count)
        {
            Kind = run.Events.Kinds[_position];
            Row = Kind == EventKind.Prediction ? _predictions++ : _truths++;
            Sequence = run.SequenceOf(_position);
            if (Sequence >= range.First)
            {
                return Sequence <= range.Last;
            }
        }

        return false;
    }
}
