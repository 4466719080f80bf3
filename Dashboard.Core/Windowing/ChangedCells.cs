using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;

namespace Dashboard.Core.Windowing;

/// <summary>
/// What storage does not know yet, oldest change first, handed out in rounds. A round covers the cells that were waiting
/// when it began; once its last portion is saved, storage reflects every event up to the round's beginning. One writer.
/// </summary>
internal sealed class ChangedCells(LossModels losses, FeatureBaselines features)
{
    private readonly Queue<Cell> _waiting = new(); // Bounded by MaxCells and MaxSegmentCells: a cell waits once.
    private readonly Queue<CellAddress> _removed = new(); // Bounded by MaxCells between two calls.
    private readonly Dictionary<Model, (OutcomeKind, int, int, long, long, bool)> _savedModels = []; // Bounded by CatalogLimits.Models.
    private readonly List<(Model Model, long Number)> _reaching = []; // Bounded by CatalogLimits.Models.
    private List<(Model Model, long Number)> _reachingInRound = [];
    private int _leftInRound;
    private long _roundSequence;

    public void Add(Cell cell)
    {
        cell.IsChanged = true;
        _waiting.Enqueue(cell);
    }

    /// <summary>All cells were added that now count predictions from before a baseline: once they are saved, that is known of the baseline.</summary>
    /// <param name="number">Of the baseline.</param>
    public void AddReach(Model model, long number) => _reaching.Add((model, number));

    /// <summary>A cell expired or was dropped: its stored copy can go.</summary>
    public void Remove(Cell cell)
    {
        if (cell.IsStored)
        {
            _removed.Enqueue(AddressOf(cell));
        }
    }

    public void RemoveModel(Model model)
    {
        _savedModels.Remove(model);
        for (var left = _removed.Count; left > 0; left--)
        {
            var address = _removed.Dequeue();
            if (!string.Equals(address.Model, model.Name, StringComparison.Ordinal))
            {
                _removed.Enqueue(address);
            }
        }
    }

    /// <summary>The next portion; null when nothing waits.</summary>
    /// <param name="throughSequence">Every event up to this number is in the cells.</param>
    public CellChanges? Take(int limit, long throughSequence, IngestLedger ledger)
    {
        if (_waiting.Count == 0 && _removed.Count == 0 && _reaching.Count == 0)
        {
            return null;
        }

        if (_leftInRound == 0)
        {
            (_leftInRound, _roundSequence) = (_waiting.Count, throughSequence);
            _reachingInRound = [.. _reaching];
            _reaching.Clear();
        }

        var cells = TakeCells(limit);
        var stored = cells.ConvertAll(c => new StoredCell(AddressOf(c), throughSequence, CellCodec.Encode(c)));
        var removed = new List<CellAddress>();
        while (removed.Count + cells.Count < limit && _removed.TryDequeue(out var address))
        {
            removed.Add(address);
        }

        var isRoundOver = _leftInRound == 0;
        var reaching = isRoundOver ? _reachingInRound.Where(r => features.ReachBack(r.Model, r.Number)).Select(r => r.Model).ToList() : [];
        var models = ModelsToSave(cells.Select(c => c.Timeline.Version.Model).Union(reaching));
        return new CellChanges(models, stored, removed, isRoundOver ? _roundSequence : null, ledger);
    }

    private List<Cell> TakeCells(int limit)
    {
        var cells = new List<Cell>();
        while (_leftInRound > 0 && cells.Count < limit)
        {
            _leftInRound--;
            var cell = _waiting.Dequeue();
            cell.IsChanged = false;
            if (!cell.IsGone)
            {
                cell.IsStored = true;
                cells.Add(cell);
                if (!cell.Timeline.IsFilling(cell))
                {
                    cell.Features?.Pack();
                }
            }
        }

        return cells;
    }

    /// <summary>Those of which more is known than was last saved.</summary>
    private List<StoredModel> ModelsToSave(IEnumerable<Model> changed)
    {
        var models = new List<StoredModel>();
        foreach (var model in changed)
        {
            var (labels, baseline) = (model.Labels.ToList(), features.Of(model));
            var version = (
                model.OutcomeKind, labels.Count, model.Versions.Count, losses.NewestOf(model)?.Number ?? 0, baseline?.Number ?? 0, baseline?.ReachesBack ?? false);
            if (!_savedModels.TryGetValue(model, out var saved) || saved != version)
            {
                _savedModels[model] = version;
                models.Add(new StoredModel(model.Name, model.OutcomeKind, labels, [.. model.Versions.Select(v => v.Name)], model.IsDemo)
                {
                    Learned = losses.Encode(model),
                    FeatureBaseline = features.Encode(model),
                });
            }
        }

        return models;
    }

    private static CellAddress AddressOf(Cell cell)
    {
        var version = cell.Timeline.Version;
        var segment = cell.Timeline.Segment;
        return new CellAddress(
            version.Model.Name, version.Name, Resolutions.Seconds[cell.Resolution], cell.StartTicks, segment?.Dimension ?? "", segment?.Value ?? "");
    }
}
