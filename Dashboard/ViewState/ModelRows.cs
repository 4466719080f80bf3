using System.Collections.Concurrent;
using Dashboard.Core.Windowing;

namespace Dashboard.ViewState;

/// <summary>
/// The rows of all models, shared by all viewers: each is read again only when somebody asks and it is old, so the cost is one
/// snapshot per row and interval, however many look. Safe for concurrent use.
/// </summary>
public sealed class ModelRows(HeavyReadings readings, TimeProvider time)
{
    /// <summary>Most rows kept: two ranges of the most models there can be.</summary>
    public const int MaxRows = 2_000;

    private readonly ConcurrentDictionary<(string Model, TimeRange Range), (ModelRow? Row, long AskedAt)> _rows = new(); // Bounded by MaxRows.

    /// <summary>As it was read last; null before.</summary>
    public ModelRow? Find(string model, TimeRange range) => _rows.GetValueOrDefault((model, range)).Row;

    /// <summary>Reads those again that were asked for longer than <paramref name="maxAge"/> ago. True when any was.</summary>
    public async Task<bool> RefreshAsync(IEnumerable<string> models, TimeRange range, TimeSpan maxAge, CancellationToken cancel)
    {
        var isNew = false;
        foreach (var model in models)
        {
            if (Claim((model, range), maxAge))
            {
                var key = new SnapshotKey(model, null, range);
                var row = await readings.RunAsync(projection => ModelRow.Of(projection.Build(key, 1, time.GetUtcNow(), null)), cancel);
                _rows[(model, range)] = (row, time.GetTimestamp());
                isNew = true;
            }
        }

        return isNew;
    }

    /// <summary>True for the one caller that is to read the row now.</summary>
    private bool Claim((string Model, TimeRange Range) key, TimeSpan maxAge)
    {
        var now = time.GetTimestamp();
        var isKnown = _rows.TryGetValue(key, out var known);
        if (isKnown && time.GetElapsedTime(known.AskedAt, now) < maxAge)
        {
            return false;
        }

        if (!isKnown && _rows.Count >= MaxRows)
        {
            _rows.TryRemove(_rows.MinBy(row => row.Value.AskedAt).Key, out _);
        }

        return isKnown ? _rows.TryUpdate(key, (known.Row, now), known) : _rows.TryAdd(key, (null, now));
    }
}
