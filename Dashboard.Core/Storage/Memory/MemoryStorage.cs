using Dashboard.Core.Predictions;

namespace Dashboard.Core.Storage.Memory;

internal sealed class MemoryStorage(MemoryDisk disk, MemoryStorageEngine engine) : IStorage, IEventStore, ICellStore
{
    private bool _failed;

    public IEventStore Events => this;

    public ICellStore Cells => this;

    public IEvaluationStore Evaluations => field ??= new MemoryEvaluationStore(disk, Commit);

    public StorageStatus Status
    {
        get
        {
            lock (disk.Gate)
            {
                var bytes = disk.Runs.Sum(run => run.Bytes);
                return new StorageStatus("memory", "memory", disk.Runs.Sum(run => (long)run.Events.Count), bytes, bytes, 0, 0, []) { Blocks = disk.Runs.Count };
            }
        }
    }

    public long NextSequence
    {
        get { lock (disk.Gate) { return disk.NextSequence; } }
    }

    public ValueTask AppendAsync(EventBatch events, IngestLedger ledger, CancellationToken cancel)
    {
        Commit(() =>
        {
            var first = disk.NextSequence;
            disk.NextSequence += events.Count;
            disk.Runs.Add(new MemoryRun(events, first, disk.NextSequence - 1, null).Where(keep: null)!);
            disk.Ledger = ledger;
        });
        return ValueTask.CompletedTask;
    }

    public ValueTask<StoredEvents?> ReadAsync(long sequence, EventColumns columns, CancellationToken cancel)
    {
        lock (disk.Gate)
        {
            var run = disk.Runs.Find(candidate => candidate.Last >= sequence);
            return new ValueTask<StoredEvents?>(run is null ? null : EventCopy.From(run.Read(), sequence));
        }
    }

    public ValueTask<long> SweepAsync(EventRetention retention, CancellationToken cancel)
    {
        var swept = 0L;
        Commit(() =>
        {
            while (disk.Runs.Count > 0 && IsSwept(disk.Runs[0], retention))
            {
                swept += disk.Runs[0].Events.Count;
                disk.Runs.RemoveAt(0);
            }
        });
        return new ValueTask<long>(swept);
    }

    public ValueTask<long> RemoveModelAsync(string model, CancellationToken cancel)
    {
        var removed = 0L;
        Commit(() =>
        {
            var kept = new List<MemoryRun>();
            foreach (var run in disk.Runs)
            {
                var rest = run.Where(owner => owner.Name != model);
                removed += run.Events.Count - (rest?.Events.Count ?? 0);
                if (rest is not null)
                {
                    kept.Add(rest);
                }
            }

            disk.Runs.Clear();
            disk.Runs.AddRange(kept);
        });
        return new ValueTask<long>(removed);
    }

    public ValueTask SaveAsync(CellChanges changes, CancellationToken cancel)
    {
        Commit(() =>
        {
            foreach (var model in changes.Models)
            {
                disk.Models[model.Name] = model;
            }

            foreach (var cell in changes.Cells)
            {
                disk.Cells[cell.Address] = cell with { Content = cell.Content.ToArray() };
            }

            foreach (var address in changes.Removed)
            {
                disk.Cells.Remove(address);
            }

            disk.CompleteThrough = changes.CompleteThrough ?? disk.CompleteThrough;
            disk.Ledger = changes.Ledger;
        });
        return ValueTask.CompletedTask;
    }

    public ValueTask<StoredRollups> LoadAsync(CancellationToken cancel)
    {
        lock (disk.Gate)
        {
            return new ValueTask<StoredRollups>(
                new StoredRollups([.. disk.Models.Values], [.. disk.Cells.Values], disk.CompleteThrough, disk.Ledger, 0));
        }
    }

    public ValueTask RemoveModelCellsAsync(string model, CancellationToken cancel)
    {
        Commit(() =>
        {
            disk.Models.Remove(model);
            foreach (var address in disk.Cells.Keys.Where(address => address.Model == model).ToList())
            {
                disk.Cells.Remove(address);
            }
        });
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        engine.Release();
        return ValueTask.CompletedTask;
    }

    private bool IsSwept(MemoryRun run, EventRetention retention) =>
        run.NewestReceivedTicks() < retention.OldestReceivedTicks || disk.Runs.Sum(each => each.Bytes) > retention.MaxBytes;

    private void Commit(Action change)
    {
        lock (disk.Gate)
        {
            if (_failed)
            {
                throw new StorageException("the store failed before and must be reopened");
            }

            _failed = true;
            engine.BeforeCommit?.Invoke();
            change();
            engine.AfterCommit?.Invoke();
            _failed = false;
        }
    }
}
