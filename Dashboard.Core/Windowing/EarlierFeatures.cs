using Dashboard.Core.Predictions;

namespace Dashboard.Core.Windowing;

/// <summary>
/// Brings counts of predictions from before the baselines into the cells: a learner hands them over, the writer takes them over between
/// commits. A cell that holds its part says so itself, in memory and in storage, so that none is counted twice however often the log is
/// read again; the baseline is stored as reaching back in the commit of the last of its cells.
/// </summary>
internal sealed class EarlierFeatures(CellTables cells, ChangedCells changed, CellWriter writer, FeatureBaselines features, FieldNames names, Lock gate)
{
    /// <summary>Put in their place in one hold of the gate: a reader waits at most about a tenth of a millisecond for them.</summary>
    private const int CellsPerHold = 256;

    /// <summary>Between two commits. More cells than a commit saves, so that each round of saving brings a multiple of the one before.</summary>
    private const int Holds = 4;

    private readonly Queue<(Model Model, long Number, Queue<EarlierCell> Cells)> _waiting = new(); // Bounded by CatalogLimits.Models, its cells by MaxCells. Under the gate.
    private readonly Dictionary<Model, long> _handedOver = []; // Number of the baseline. Bounded by CatalogLimits.Models. Under the gate.

    /// <summary>Where to count earlier predictions of the models that still need it. Any thread.</summary>
    public IReadOnlyDictionary<Model, EarlierCounts> Begin(IEnumerable<Model> models, DateTimeOffset now)
    {
        lock (gate)
        {
            var keptFrom = cells.Wholes.KeptFrom(now);
            return models.Select(model => (Model: model, Baseline: features.Of(model)))
                .Where(known => known.Baseline is { ReachesBack: false } baseline && _handedOver.GetValueOrDefault(known.Model) != baseline.Number)
                .ToDictionary(known => known.Model, known => new EarlierCounts(known.Model, known.Baseline!, names, keptFrom));
        }
    }

    /// <summary>Every stored prediction from before the baseline was counted. Any thread.</summary>
    public void HandOver(EarlierCounts counts)
    {
        var counted = new Queue<EarlierCell>(counts.Take()); // Packed before the gate is held.
        lock (gate)
        {
            _handedOver[counts.Model] = counts.Number;
            _waiting.Enqueue((counts.Model, counts.Number, counted));
        }
    }

    /// <summary>Puts the next counts into their cells. The writer's, between commits: until it ends, nobody else changes a cell.</summary>
    public void TakeOver()
    {
        for (var hold = 0; hold < Holds && Next() is { } next; hold++)
        {
            TakeOver(next);
        }
    }

    private void TakeOver((Model Model, long Number, Queue<EarlierCell> Cells) next)
    {
        var filled = new List<(Cell Cell, CellFeatures Features)>();
        for (var left = CellsPerHold; left > 0 && next.Cells.TryDequeue(out var earlier); left--)
        {
            if (features.Of(next.Model)?.Number == next.Number && Find(earlier) is { } cell && Fill(cell, earlier) is { } sum)
            {
                filled.Add((cell, sum));
            }
        }

        Put(filled);
        if (next.Cells.Count == 0)
        {
            lock (gate)
            {
                _waiting.Dequeue();
            }

            changed.AddReach(next.Model, next.Number);
        }
    }

    private (Model Model, long Number, Queue<EarlierCell> Cells)? Next()
    {
        lock (gate)
        {
            return _waiting.TryPeek(out var next) ? next : null;
        }
    }

    private Cell? Find(in EarlierCell earlier)
    {
        var version = earlier.Version;
        return cells.Timelines.Find(version.Model, null)?.Timelines.Find(timeline => timeline.Version == version)?.Find(earlier.Resolution, earlier.StartTicks);
    }

    private static CellFeatures? Fill(Cell cell, in EarlierCell earlier) => cell.Features is { } own ? own.With(earlier.Features) : earlier.Features;

    private void Put(List<(Cell Cell, CellFeatures Features)> filled)
    {
        lock (gate)
        {
            var revision = writer.NextRevision();
            foreach (var (cell, sum) in filled)
            {
                (cell.Features, cell.Revision) = (sum, revision);
                if (!cell.IsChanged)
                {
                    changed.Add(cell);
                }
            }
        }
    }
}
