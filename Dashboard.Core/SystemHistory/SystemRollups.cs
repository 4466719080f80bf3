using Dashboard.Core.Storage;
using Dashboard.Core.SystemMetrics;
using Dashboard.Core.Windowing;

namespace Dashboard.Core.SystemHistory;

/// <summary>
/// CPU and memory over time, in buckets of the same resolutions and retentions as the models' figures, saved and restored
/// with them. A process that is killed loses the samples since the last save, at most about
/// <see cref="StorageOptions.CellSaveInterval"/>. One thread adds samples, the writer saves, any thread reads.
/// </summary>
public sealed class SystemRollups(WindowingOptions options, TimeProvider time) : ICellSource
{
    /// <summary>Aimed at: a history is drawn small.</summary>
    public const int MaxPoints = 100;

    private readonly Lock _gate = new();
    private readonly SystemCellTable _cells = new(options); // Guarded by _gate, as all below.
    private bool _isRestored;

    public void Add(SystemSample sample)
    {
        lock (_gate)
        {
            _cells.Expire(time.GetUtcNow());
            for (var resolution = 0; resolution < Resolutions.Count; resolution++)
            {
                var cell = _cells.CellAt(resolution, sample.Time.UtcTicks);
                cell.Tally.Add(sample);
                _cells.MarkChanged(cell);
            }
        }
    }

    /// <summary>
    /// The range up to the last full ten seconds, in points of equal, natural length, ascending, from the finest buckets kept
    /// that far back; a point without samples is empty. At most about <see cref="MaxPoints"/>: more only for years.
    /// </summary>
    public IReadOnlyList<SystemPoint> Series(TimeRange range)
    {
        var now = new DateTimeOffset(Resolutions.Floor(time.GetUtcNow().UtcTicks, Resolutions.Ticks[0]), TimeSpan.Zero);
        var (from, to) = range.At(now);
        var grid = SeriesGrid.For(from.UtcTicks, Math.Min(to.UtcTicks, now.UtcTicks), _cells.KeptFrom(now), MaxPoints);
        var points = new SystemPoint[grid.Count];
        lock (_gate)
        {
            for (var i = 0; i < points.Length; i++)
            {
                var end = grid.FirstEnd + (i * grid.Step);
                points[i] = new SystemPoint(new DateTimeOffset(end, TimeSpan.Zero), _cells.Sum(grid.Resolution, end - grid.Step, end));
            }
        }

        return points;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Samples taken since the start of the process are not in storage yet: they are added to what is. When storage was
    /// reopened, memory knows better; what of it was saved is unknown, so all of it is saved again.
    /// </remarks>
    public void Restore(StoredRollups rollups)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            _cells.ForgetRemovals();
            foreach (var stored in rollups.Cells.Where(c => c.Address.Model == SystemCellCodec.ModelName))
            {
                _cells.Load(stored, now, addsUp: !_isRestored);
            }

            if (_isRestored)
            {
                _cells.MarkAllChanged();
            }

            _isRestored = true;
        }
    }

    /// <inheritdoc/>
    public CellChanges? TakeChanges(int limit, IngestLedger ledger)
    {
        lock (_gate)
        {
            var (cells, removed) = _cells.TakeChanges(limit);
            return cells.Count + removed.Count == 0
                ? null
                : new CellChanges([], cells.ConvertAll(SystemCellCodec.Encode), removed, CompleteThrough: null, ledger);
        }
    }
}
