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

    /// <summary>Texts counted apart: the newest ones.</summary>
    public const int MostKinds = 256;

    private const int Span = 16_384;

    private readonly StoredEventScan _scan = new(store);
    private readonly Dictionary<string, Tally> _kinds = new(StringComparer.Ordinal);
    private long _failed;
    private long _folded;

    /// <exception cref="StorageException">The store cannot be read.</exception>
    public async Task<ErrorKinds> ReadAsync(CancellationToken cancel)
    {
        var (last, oldest) = (store.NextSequence - 1, await _scan.OldestAsync(cancel));
        var (examined, isPast, lookedBackTo) = (0L, false, (long?)null);
        while (last >= oldest && examined < Look && !isPast)
        {
            var range = new SequenceRange(Math.Max(oldest, last - Span + 1), last);
            var (newestReceived, oldestReceived) = await CountAsync(range, cancel);
            isPast = newestReceived is not null && newestReceived < query.OldestReceived;
            lookedBackTo = oldestReceived ?? lookedBackTo;
            examined += last - range.First + 1;
            last = range.First - 1;
        }

        var isThrough = isPast || last < oldest;
        return new ErrorKinds(
            [.. _kinds.Select(kind => new ErrorKind(kind.Key, kind.Value.Count, StoredRow.At(kind.Value.LastTicks))).OrderByDescending(kind => kind.Count).ThenByDescending(kind => kind.Last)],
            _failed, _folded, isThrough || lookedBackTo is null ? null : StoredRow.At(lookedBackTo.Value));
    }

    private async Task<(long? Newest, long? Oldest)> CountAsync(SequenceRange range, CancellationToken cancel)
    {
        (long? Newest, long? Oldest) received = (null, null);
        await foreach (var run in _scan.RunsAsync(range, EventColumns.All, cancel))
        {
            var cursor = new RunCursor(run, range);
            while (cursor.MoveNext())
            {
                if (cursor.Kind != EventKind.Prediction)
                {
                    continue;
                }

                ref readonly var row = ref run.Events.Predictions[cursor.Row];
                received = (Math.Max(received.Newest ?? 0, row.ReceivedTicks), received.Oldest ?? row.ReceivedTicks);
                if (row.IsFailed && query.Selection.Matches(run.Events, row, names))
                {
                    Count(run.Events.TextString(row.Error), row.EventTicks);
                }
            }
        }

        return received;
    }

    private void Count(string text, long ticks)
    {
        _failed++;
        if (_kinds.Count == MostKinds && !_kinds.ContainsKey(text))
        {
            _folded++;
            return;
        }

        ref var tally = ref CollectionsMarshal.GetValueRefOrAddDefault(_kinds, text, out _);
        tally = new Tally(tally.Count + 1, Math.Max(tally.LastTicks, ticks));
    }

    private readonly record struct Tally(long Count, long LastTicks);
}
