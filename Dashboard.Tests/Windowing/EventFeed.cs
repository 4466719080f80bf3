using System.Text;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;
using Dashboard.Core.Windowing;
using Dashboard.Tests.Metrics.Features;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Windowing;

/// <summary>
/// Drives a projection as the event writer does: admits rows, commits the accepted ones under consecutive numbers and
/// keeps every commit, so that a restart can be played.
/// </summary>
public sealed class EventFeed
{
    public static readonly DateTimeOffset Start = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    private readonly StorageOptions _options;
    private readonly WindowingOptions? _windows;
    private readonly List<(StoredEvents Run, FieldNames Names)> _log = [];
    private readonly Dictionary<CellAddress, StoredCell> _storedCells = [];
    private readonly Dictionary<string, StoredModel> _storedModels = [];
    private EventBatch _request = new();
    private EventBatch _accepted = new();
    private long _nextSequence = 1;
    private long _completeThrough;

    public EventFeed(StorageOptions? options = null, WindowingOptions? windows = null, CatalogLimits? limits = null)
    {
        (_options, _windows) = (options ?? new StorageOptions(), windows);
        Catalog = new ModelCatalog(limits ?? new CatalogLimits());
        Projection = new Projection(Catalog, _options, Time, windows);
    }

    public FakeTimeProvider Time { get; } = new(Start);

    public ModelCatalog Catalog { get; private set; }

    public Projection Projection { get; private set; }

    public int StoredCellCount => StoredCells.Count;

    public IReadOnlyCollection<StoredCell> StoredCells => _storedCells.Values;

    /// <param name="outcome">A number makes or uses a regression model; null is a failed prediction.</param>
    public Verdict Predict(
        string id, object? outcome, DateTimeOffset? at = null, double latencyMs = -1, string model = "m", string version = "1", bool failed = false,
        double score = double.NaN, string? country = null, object? amount = null)
    {
        var known = Catalog.GetOrAdd(model)!;
        var key = Encoding.UTF8.GetBytes(id);
        var predicted = ToOutcome(known, outcome);
        var row = new PredictionRow
        {
            Version = Catalog.GetOrAddVersion(known, version)!,
            Key = PredictionKey.Of(known, key),
            Fingerprint = (uint)HashCode.Combine(predicted, version, latencyMs, at),
            EventTicks = (at ?? Time.GetUtcNow()).UtcTicks,
            ReceivedTicks = Time.GetUtcNow().UtcTicks,
            Predicted = predicted,
            Score = score,
            LatencyMicros = latencyMs < 0 ? -1 : (long)Math.Round(latencyMs * 1000),
            Flags = outcome is null || failed ? PredictionFlags.Failed : PredictionFlags.None,
            Id = _request.AddText(key),
            Attributes = AttributesOf(country, amount),
        };
        var verdict = Projection.Admit(_request, row);
        if (verdict == Verdict.Accepted)
        {
            _accepted.AddCopy(_request, row);
        }

        return verdict;
    }

    /// <param name="amount">A feature: a number or a text.</param>
    private TextSpan AttributesOf(string? country, object? amount)
    {
        TextSpan attributes = default;
        if (country is not null)
        {
            attributes = AttributeWriter.AppendText(_request, attributes, AttributeGroup.Segment, Catalog.FieldNames.Intern("country"), country);
        }

        return amount is null
            ? attributes
            : AttributeWriter.Append(_request, attributes, FeatureRows.Attribute(Catalog.FieldNames.Intern("amount"), amount));
    }

    public Verdict Retract(string id, DateTimeOffset? at = null, string model = "m") => Truth(id, null, at, model);

    /// <param name="truth">Null takes back the one in force.</param>
    public Verdict Truth(string id, object? truth, DateTimeOffset? at = null, string model = "m")
    {
        var known = Catalog.GetOrAdd(model)!;
        var key = Encoding.UTF8.GetBytes(id);
        var row = new GroundTruthRow
        {
            Model = known,
            Key = PredictionKey.Of(known, key),
            EventTicks = (at ?? Time.GetUtcNow()).UtcTicks,
            ReceivedTicks = Time.GetUtcNow().UtcTicks,
            Truth = ToOutcome(known, truth),
            Id = _request.AddText(key),
        };
        var verdict = Projection.Admit(row);
        if (verdict == Verdict.Accepted)
        {
            _accepted.AddCopy(_request, row);
        }

        return verdict;
    }

    public void Commit()
    {
        var first = _nextSequence;
        _nextSequence += _accepted.Count;
        Projection.Project(_accepted, first);
        _log.Add((new StoredEvents(_accepted, first, _nextSequence - 1), Catalog.FieldNames));
        _accepted = new EventBatch();
        _request = new EventBatch();
    }

    /// <summary>Saves at most so many changed cells, as the writer does between commits. False when nothing was waiting.</summary>
    public bool SaveCells(int limit = int.MaxValue)
    {
        if (Projection.TakeChanges(limit, IngestLedger.Empty) is not { } changes)
        {
            return false;
        }

        changes.Models.ToList().ForEach(m => _storedModels[m.Name] = m);
        changes.Cells.ToList().ForEach(c => _storedCells[c.Address] = c);
        changes.Removed.ToList().ForEach(a => _storedCells.Remove(a));
        _completeThrough = changes.CompleteThrough ?? _completeThrough;
        return true;
    }

    /// <summary>A new process on the same storage: nothing remembered, saved cells loaded, events replayed.</summary>
    /// <param name="labelsSeenFirst">Labels that requests of the new process brought before the cells were loaded.</param>
    public void Restart(params string[] labelsSeenFirst)
    {
        Catalog = new ModelCatalog(new CatalogLimits());
        Projection = new Projection(Catalog, _options, Time, _windows);
        foreach (var label in labelsSeenFirst)
        {
            Catalog.GetOrAdd("m")!.Labels.Intern(label);
        }

        Projection.Reset();
        Projection.Restore(new StoredRollups([.. _storedModels.Values], [.. _storedCells.Values], _completeThrough, IngestLedger.Empty, 0));
        foreach (var (run, names) in _log)
        {
            using var copy = Rename(run.Events, names);
            Projection.Replay(new StoredEvents(copy, run.FirstSequence, run.LastSequence));
        }
    }

    /// <summary>Counts what came before the baselines, as the learner does from the log.</summary>
    public void CountEarlier()
    {
        var counts = Projection.Earlier.Begin(Catalog.Models, Time.GetUtcNow());
        foreach (var (run, names) in _log)
        {
            using var copy = Rename(run.Events, names);
            var predictions = 0;
            foreach (var (i, kind) in copy.Kinds.ToArray().Index())
            {
                if (kind == EventKind.Prediction && copy.Predictions[predictions++] is var row &&
                    counts.TryGetValue(row.Version.Model, out var count) && run.SequenceOf(i) < count.Number)
                {
                    count.Add(row, copy.Text(row.Attributes));
                }
            }
        }

        counts.Values.ToList().ForEach(Projection.Earlier.HandOver);
    }

    public Snapshot Snapshot(TimeSpan range, string? version = null, string model = "m", Snapshot? previous = null, string? country = null) =>
        Projection.Build(Key(range, version, model, country), 1, Time.GetUtcNow(), previous);

    /// <summary>As it could be known at an instant in the past.</summary>
    public Snapshot Past(TimeSpan range, DateTimeOffset asOf, string? country = null) => Projection.BuildPast(Key(range, null, "m", country), asOf);

    public static SnapshotKey Key(TimeSpan range, string? version = null, string model = "m", string? country = null) =>
        new(model, version, TimeRange.Last(range)) { Segment = country is null ? null : new SegmentKey("country", country) };

    private static Outcome ToOutcome(Model model, object? value)
    {
        switch (value)
        {
            case null:
                return Outcome.None;
            case string label:
                model.DecideKind(OutcomeKind.Text);
                return model.Labels.Intern(label);
            default:
                model.DecideKind(OutcomeKind.Number);
                return Outcome.FromValue(Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Stored events name models and labels; the new process has its own objects and codes for them.</summary>
    private EventBatch Rename(EventBatch stored, FieldNames names)
    {
        var batch = new EventBatch();
        int prediction = 0, truth = 0;
        foreach (var kind in stored.Kinds)
        {
            if (kind == EventKind.Prediction)
            {
                var row = stored.Predictions[prediction++];
                var old = row.Version.Model;
                var model = Catalog.GetOrAdd(old.Name)!;
                row.Version = Catalog.GetOrAddVersion(model, row.Version.Name)!;
                row.Predicted = Rename(row.Predicted, old, model);
                Catalog.FieldNames.Intern("a name of another model"); // Numbers of names differ between processes.
                batch.AddCopy(stored, Renumber(stored, row, names));
            }
            else
            {
                var row = stored.GroundTruths[truth++];
                var model = Catalog.GetOrAdd(row.Model.Name)!;
                row.Truth = Rename(row.Truth, row.Model, model);
                row.Model = model;
                batch.AddCopy(stored, row);
            }
        }

        return batch;
    }

    private PredictionRow Renumber(EventBatch stored, PredictionRow row, FieldNames names)
    {
        TextSpan attributes = default;
        foreach (var attribute in new AttributeReader(stored.Text(row.Attributes).ToArray()))
        {
            attributes = AttributeWriter.Append(stored, attributes, attribute with { NameId = Catalog.FieldNames.Intern(names[attribute.NameId]) });
        }

        row.Attributes = attributes;
        return row;
    }

    private static Outcome Rename(Outcome outcome, Model old, Model model)
    {
        model.DecideKind(old.OutcomeKind);
        return old.IsRegression || outcome.IsNone || outcome.IsUnlisted ? outcome : model.Labels.Intern(old.Labels[outcome.LabelCode]);
    }
}
