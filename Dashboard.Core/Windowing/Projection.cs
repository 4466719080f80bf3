using Dashboard.Core.Metrics.Features;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;

namespace Dashboard.Core.Windowing;

/// <summary>
/// Everything kept in memory about the events: open predictions, parked truths, cells and count windows. One writer
/// admits and projects; any thread may read snapshots.
/// </summary>
public sealed class Projection : ICellSource
{
    /// <summary>Events applied in one hold of the gate: a reader waits at most about a tenth of a millisecond for them.</summary>
    private const int EventsPerHold = 256;

    /// <summary>
    /// Parked truths are cleared by the clock this much later than by the events' own times, so that an event that waited
    /// in the queue meets the same state again in a replay.
    /// </summary>
    private static readonly TimeSpan ExpiryGrace = TimeSpan.FromMinutes(1);

    private readonly ModelCatalog _catalog;
    private readonly StorageOptions _options;
    private readonly WindowingOptions _windows;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new(); // The writer against readers: guards cells, timelines and count windows.
    private readonly List<LabelChange?> _admitted = []; // Bounded by IngestOptions.MaxCommitEvents plus one request.
    private volatile ProjectionState _state;
    private volatile ProjectionState? _shown; // What readers see while memory is rebuilt; else null.
    private int _unreadableCells;

    public Projection(ModelCatalog catalog, StorageOptions options, TimeProvider time, WindowingOptions? windows = null)
    {
        (_catalog, _options, _time, _windows) = (catalog, options, time, windows ?? new WindowingOptions());
        Losses = new LossModels(catalog.FieldNames);
        Features = new FeatureBaselines(catalog.FieldNames, _windows);
        _state = new ProjectionState(_catalog, _options, _windows, Losses, Features, _gate, 0);
    }

    /// <summary>Rises with every change of what readers can see; starts anew with the process. Any thread.</summary>
    public long Revision => Seen(_ => _state.Writer.Revision);

    /// <summary>What was learned about predictions without labels.</summary>
    public LossModels Losses { get; }

    /// <summary>What features are sorted by.</summary>
    public FeatureBaselines Features { get; }

    /// <summary>Predictions from before the baselines, on their way into the cells.</summary>
    internal EarlierFeatures Earlier => _state.Earlier;

    /// <summary>Counts for pages, health and self-metrics. Any thread.</summary>
    public ProjectionStatus Status => _state.ToStatus() with { UnreadableCells = _unreadableCells };

    /// <summary>
    /// Judges one prediction and remembers it if accepted, so that a later row of the same commit sees it. Cells change
    /// only in <see cref="Project"/>.
    /// </summary>
    /// <param name="batch">Holds the row's attributes.</param>
    public Verdict Admit(EventBatch batch, in PredictionRow row) => Keep(_state.Join.Admit(batch, row, out var change), change);

    /// <summary>Judges one ground truth (the same value again is a duplicate, another value a correction) or the retraction of one.</summary>
    public Verdict Admit(in GroundTruthRow row) => Keep(_state.Join.Admit(row, out var change), change);

    /// <summary>
    /// Applies everything admitted since the last call to cells and count windows; called once its commit is durable.
    /// </summary>
    /// <param name="accepted">The committed batch, rows in the order they were admitted.</param>
    /// <param name="firstSequence">Sequence number of its first event.</param>
    /// <exception cref="InvalidOperationException">The batch is not what was admitted.</exception>
    public void Project(EventBatch accepted, long firstSequence)
    {
        if (accepted.Count != _admitted.Count)
        {
            throw new InvalidOperationException($"{_admitted.Count} events were admitted, {accepted.Count} committed");
        }

        Apply(accepted, firstSequence, []);
    }

    /// <summary>
    /// Forgets everything; the next steps are <see cref="Restore"/>, <see cref="Replay"/> of the stored events and
    /// <see cref="Show"/>. Until then readers keep seeing the figures there were, if there were any.
    /// </summary>
    public void Reset()
    {
        _admitted.Clear();
        Features.Forget();
        lock (_gate)
        {
            _shown ??= _state.Cells.Wholes.Count > 0 ? _state : null;
            _state = new ProjectionState(_catalog, _options, _windows, Losses, Features, _gate, _state.Writer.Revision);
        }
    }

    /// <summary>Loads saved cells and the models' labels. Call before <see cref="Replay"/>.</summary>
    /// <remarks>
    /// Cells that cannot be read are passed by and counted (<see cref="ProjectionStatus.UnreadableCells"/>): a replay from
    /// the first stored event rebuilds them as far as events are kept.
    /// </remarks>
    public void Restore(StoredRollups rollups)
    {
        lock (_gate)
        {
            _unreadableCells = _state.Load(rollups);
            _state.Cells.Expire(_time.GetUtcNow());
        }
    }

    /// <summary>Readers see the rebuilt memory from now on.</summary>
    public void Show()
    {
        lock (_gate)
        {
            _shown = null;
            _state.Writer.NextRevision();
        }
    }

    /// <summary>
    /// Applies stored events at start-up, in order: fills open predictions, parked truths and count windows, and adds to
    /// each cell exactly the events its saved copy lacks.
    /// </summary>
    public void Replay(StoredEvents run)
    {
        int prediction = 0, truth = 0;
        foreach (var kind in run.Events.Kinds)
        {
            LabelChange change;
            var verdict = kind == EventKind.Prediction
                ? _state.Join.Admit(run.Events, run.Events.Predictions[prediction++], out change)
                : _state.Join.Admit(run.Events.GroundTruths[truth++], out change);
            _admitted.Add(verdict == Verdict.Accepted ? change : null); // Null: it was counted under limits that have changed since.
        }

        Apply(run.Events, run.FirstSequence, run.Sequences);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// The portion with <see cref="CellChanges.CompleteThrough"/> ends a round: what changed since the round began waits
    /// for the next.
    /// </remarks>
    public CellChanges? TakeChanges(int limit, IngestLedger ledger)
    {
        var now = _time.GetUtcNow();
        _state.Join.Parked.ExpireBefore((now - ExpiryGrace - _options.ParkedTruthRetention).UtcTicks);
        lock (_gate)
        {
            _state.Cells.Expire(now);
        }

        _state.Earlier.TakeOver();
        return _state.Changed.Take(limit, _state.Sequence, ledger); // Only the writer changes cells, so reading needs no gate.
    }

    /// <summary>
    /// Forgets a model's data: cells, open predictions, parked truths and count windows. Its name keeps its place in the
    /// catalogue until the next start: requests already parsed hold the same instance, and must not feed a second one.
    /// </summary>
    public void RemoveModel(string model)
    {
        if (_catalog.Find(model) is not { } known)
        {
            return;
        }

        _state.Join.RemoveModel(known);
        Losses.Remove(known);
        lock (_gate)
        {
            Features.Remove(known);
            _state.Cells.Remove(known);
            _state.Changed.RemoveModel(known);
            known.HasEvents = false;
            _state.Writer.NextRevision();
        }
    }

    /// <summary>Builds the figures of one key. Cost grows with buckets, never with events. Any thread.</summary>
    /// <param name="previous">The key's last snapshot, whose unchanged points are reused; null for the first.</param>
    public Snapshot Build(SnapshotKey key, long number, DateTimeOffset asOf, Snapshot? previous)
    {
        var (parts, history) = Taught(key, asOf, (state, known) => state.Snapshots.Read(key, asOf, known, previous));
        return SnapshotBuilder.Compose(parts, number, history, previous);
    }

    /// <summary>
    /// The figures of a key as they could be known at an instant in the past: from what had arrived by then and nothing else.
    /// <see cref="Snapshot.KnownAt"/> says which instant, at or before the one asked for, is told. Any thread.
    /// </summary>
    public Snapshot BuildPast(SnapshotKey key, DateTimeOffset asOf) =>
        SnapshotBuilder.Compose(Seen(state => state.Snapshots.ReadPast(key, asOf)), 1, WindowHistory.NotThen, null);

    /// <summary>The sums of a key's window, for metrics that no snapshot holds. Any thread.</summary>
    /// <param name="asOf">An instant in the past, as <see cref="BuildPast"/>; null for the present.</param>
    public WindowReading Read(SnapshotKey key, DateTimeOffset? asOf = null) => Seen(state => state.Snapshots.ReadSums(key, _time.GetUtcNow(), asOf));

    /// <summary>Traffic, errors and latencies of a key over time: heavier than a tick allows. Any thread.</summary>
    public TrafficOverTime ReadTraffic(SnapshotKey key) => Seen(state => state.Traffic.Read(key, _time.GetUtcNow())).Compose();

    /// <summary>The windows by number of labels. Any thread.</summary>
    /// <param name="version">Null: all together.</param>
    /// <param name="segment">Null: the whole traffic.</param>
    public CountWindowReading ReadCountWindows(string model, string? version, SegmentKey? segment)
    {
        var key = new SnapshotKey(model, version, CountWindowReader.HistoryRange) { Segment = segment };
        var now = _time.GetUtcNow();
        var (parts, history) = Taught(key, now, (state, _) => state.CountWindows.Read(key, now));
        return parts.Compose(history);
    }

    /// <summary>The features of a key's window beside their baseline's. Any thread.</summary>
    /// <param name="key">Features of segments are not counted.</param>
    /// <param name="asOf">An instant in the past, as <see cref="BuildPast"/>; null for the present.</param>
    public FeatureReading ReadFeatures(SnapshotKey key, DateTimeOffset? asOf = null) =>
        Seen(state => state.Features.Read(key, _time.GetUtcNow(), asOf)).Compose();

    /// <summary>Sorts a model's features by a baseline from the next event on. Any thread.</summary>
    /// <param name="stored">Number of the newest event in storage, which may not have come to the cells yet.</param>
    internal void Adopt(Model model, FeatureBaseline baseline, long stored)
    {
        lock (_gate)
        {
            _state.Adopt(model, baseline, stored);
        }
    }

    /// <summary>The figures of a key together with the sums they were computed from, of one instant. Any thread.</summary>
    /// <param name="asOf">An instant in the past, as <see cref="BuildPast"/>; null for the present.</param>
    public (Snapshot Figures, WindowReading Sums) Look(SnapshotKey key, DateTimeOffset? asOf = null)
    {
        var now = _time.GetUtcNow();
        var ((parts, sums), history) = asOf is { } past
            ? (Seen(state => WithSums(state.Snapshots.ReadPast(key, past))), WindowHistory.NotThen)
            : Taught(key, now, (state, known) => WithSums(state.Snapshots.Read(key, now, known, null)));
        return (SnapshotBuilder.Compose(parts, 1, history, null), sums);

        static (SnapshotParts Parts, WindowReading Sums) WithSums(SnapshotParts parts) => (parts, SnapshotBuilder.SumsOf(parts));
    }

    /// <summary>When each version of a model was seen, in order of first sight. Any thread.</summary>
    public IReadOnlyList<VersionSight> Sights(Model model) => Seen(state => state.Cells.Sights(model, _time.GetUtcNow()));

    /// <summary>What the past teaches about a key's window. Any thread.</summary>
    internal WindowHistory HistoryOf(SnapshotKey key) => (_shown ?? _state).Histories.For(key, _time.GetUtcNow());

    /// <summary>What readers see, read under the gate.</summary>
    private T Seen<T>(Func<ProjectionState, T> read)
    {
        lock (_gate)
        {
            return read(_shown ?? _state);
        }
    }

    private Verdict Keep(Verdict verdict, in LabelChange change)
    {
        if (verdict == Verdict.Accepted)
        {
            _admitted.Add(change);
        }

        return verdict;
    }

    /// <summary>What readers see of a key, read under the gate, with what the past teaches about it.</summary>
    private (T Read, WindowHistory History) Taught<T>(SnapshotKey key, DateTimeOffset now, Func<ProjectionState, WindowHistory, T> read)
    {
        var state = _shown ?? _state;
        var history = state.Histories.For(key, now);
        lock (_gate)
        {
            return (read(state, history), history);
        }
    }

    /// <param name="sequences">Number of each event; empty when they are consecutive.</param>
    private void Apply(EventBatch batch, long firstSequence, ReadOnlySpan<long> sequences)
    {
        var now = _time.GetUtcNow();
        int prediction = 0, truth = 0;
        for (var start = 0; start < batch.Count; start += EventsPerHold)
        {
            lock (_gate)
            {
                _state.Cells.Expire(now);
                _state.Writer.NextRevision();
                for (var i = start; i < Math.Min(start + EventsPerHold, batch.Count); i++)
                {
                    _state.Sequence = sequences.IsEmpty ? firstSequence + i : sequences[i];
                    _state.Apply(batch, batch.Kinds[i], _admitted[i], ref prediction, ref truth);
                }
            }
        }

        _admitted.Clear();
    }
}
