using System.Runtime.InteropServices;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;

namespace Dashboard.Core.Exchange;

/// <summary>
/// Counts failed predictions by their error text, from the newest arrival back. Texts are free, so no window counts them; the log is
/// read in spans until the selection or <see cref="Look"/> is through. Memory: one stored run and <see cref="MostKinds"/> texts.
/// </summary>
/// <param name="query">Its filter is not looked at: what failed is counted.</param>
public sealed class ErrorKindSearch(IEventStore store, RowQuery query, FieldNames names)
{
    /// <summary>Most events looked at, rounded up to a whole span.</summary>
    public const int Look = 200_000;

    /// <summary>Texts counted apart. A further one takes the place of the rarest: an outage is frequent, whenever it began.</summary>
    public const int MostKinds = 256;

    private const int Span = 16_384;

    private readonly StoredEventScan _scan = new(store);
    private readonly Dictionary<string, Tally> _kinds = new(StringComparer.Ordinal);
    private (long Newest, long Oldest)? _received; // Ticks; of the newest span, and the oldest event at all.
    private long _failed;
    private long _folded;

    /// <exception cref="StorageException">The store cannot be read.</exception>
    public async Task<ErrorKinds> ReadAsync(CancellationToken cancel)
    {
        var all = new SequenceRange(await _scan.OldestAsync(cancel), store.NextSequence - 1);
        var (examined, isThrough) = (0L, true); // Where nothing is stored.
        foreach (var range in all.Backwards(Span, Span))
        {
            await CountAsync(range, cancel);
            examined += range.Count;
            isThrough = IsPast || range.First == all.First;
            if (isThrough || examined >= Look)
            {
                break;
            }
        }

        return new ErrorKinds(
            [.. _kinds.Select(kind => kind.Value.Named(kind.Key)).OrderByDescending(kind => kind.Count).ThenByDescending(kind => kind.Last)],
            _failed, _folded, examined, _received is { } received ? StoredRow.At(received.Oldest) : null, isThrough);
    }

    private bool IsPast => _received is { } received && received.Newest < query.OldestReceived;

    private async Task CountAsync(SequenceRange range, CancellationToken cancel)
    {
        var newest = 0L;
        await foreach (var run in _scan.RunsAsync(range, EventColumns.All, cancel))
        {
            var cursor = new RunCursor(run, range);
            while (cursor.MoveNext())
            {
                newest = Math.Max(newest, cursor.ReceivedTicks);
                _received = (newest, Math.Min(_received?.Oldest ?? newest, cursor.ReceivedTicks));
                if (cursor.Kind == EventKind.Prediction)
                {
                    CountIfFailed(run.Events, run.Events.Predictions[cursor.Row]);
                }
            }
        }
    }

    private void CountIfFailed(EventBatch events, in PredictionRow row)
    {
        if (row.IsFailed && query.Selection.Matches(events, row, names))
        {
            Count(events.TextString(row.Error), row.EventTicks);
        }
    }

    private void Count(string text, long ticks)
    {
        _failed++;
        ref var tally = ref CollectionsMarshal.GetValueRefOrAddDefault(_kinds, text, out var isKnown);
        tally = new Tally(tally.Count + 1, Math.Max(tally.LastTicks, ticks));
        if (!isKnown && _kinds.Count > MostKinds)
        {
            FoldRarest(text);
        }
    }

    private void FoldRarest(string newcomer)
    {
        var rarest = _kinds.Where(kind => kind.Key != newcomer).MinBy(kind => (kind.Value.Count, kind.Value.LastTicks));
        _folded += rarest.Value.Count;
        _kinds.Remove(rarest.Key);
    }

    private readonly record struct Tally(long Count, long LastTicks)
    {
        public ErrorKind Named(string text) => new(text, Count, StoredRow.At(LastTicks));
    }
}
