using Dashboard.Core.Storage.LiteDb.Blocks;

namespace Dashboard.Core.Storage.LiteDb;

/// <summary>
/// An opened database: its file, its shelves and the directory of blocks. Everything runs on the engine's thread, and the
/// directory changes there too, so whoever reads finds files and directory in agreement.
/// </summary>
internal sealed class OpenDatabase : IDisposable
{
    private readonly EngineThread _thread;
    private readonly LiteDbFile _file;
    private readonly KnownDamage _damage;
    private readonly RecentBlocks _recent = new();
    private long _damagedBlocks;
    private long _damagedEvents;
    private (long Blocks, long Events) _lost;
    private long _fileLength;

    private OpenDatabase(EngineThread thread, LiteDbFile file, KnownDamage damage)
    {
        _thread = thread;
        _file = file;
        _damage = damage;
        Meta = new MetaShelf(file);
        Blocks = new BlockShelf(file);
        Cells = new CellShelf(file);
        Evaluations = new EvaluationShelf(file);
    }

    public MetaShelf Meta { get; }

    public BlockShelf Blocks { get; }

    public CellShelf Cells { get; }

    public EvaluationShelf Evaluations { get; }

    public BlockDirectory Directory { get; } = new();

    public long TornBytes => _file.TornBytes;

    public int LostCommits => _file.LostCommits;

    /// <summary>Read at open.</summary>
    public long NextSequence { get; private set; }

    /// <summary>Events that were stored and not removed; damaged ones are among them. Engine's thread only.</summary>
    public long StoredEvents => Directory.Events + _damagedEvents;

    public long FileLength => Interlocked.Read(ref _fileLength);

    public long DamagedBlocks => Interlocked.Read(ref _damagedBlocks);

    public long DamagedEvents => Interlocked.Read(ref _damagedEvents);

    /// <summary>Opens the two files and reads the block directory, all on the thread.</summary>
    public static async Task<OpenDatabase> OpenAsync(EngineThread thread, Func<LiteDbFile> open, KnownDamage damage)
    {
        LiteDbFile? file = null;
        try
        {
            return await thread.RunAsync(() =>
            {
                file = open();
                var database = new OpenDatabase(thread, file, damage);
                database.Load();
                return database;
            });
        }
        catch when (file is not null && !thread.HasHung)
        {
            await thread.RunAsync(file.Dispose);
            throw;
        }
        catch when (thread.HasHung)
        {
            file?.Abandon();
            throw;
        }
    }

    public Task CommitAsync(Action change) => RunAsync(() => Commit(change));

    public Task<T> ReadAsync<T>(Func<T> read) => RunAsync(() =>
    {
        try
        {
            return _file.Read(read);
        }
        catch (UnreadableException failure)
        {
            _damage.Count(failure);
            throw;
        }
    });

    public Task AppendAsync(EventBlock block, IngestLedger ledger, long next) => RunAsync(() =>
    {
        Commit(() =>
        {
            Blocks.Put(block);
            Meta.WriteLedger(ledger, next, StoredEvents + block.Head.Count);
        });
        _recent.Keep(block);
        Directory.Add(block.Head);
    });

    /// <summary>A block as stored, unchecked; null when it is gone, or so broken that LiteDB cannot read it.</summary>
    /// <exception cref="StorageException">LiteDB closed itself over it; after reopening the block is passed by.</exception>
    public Task<EventBlock?> ReadBlockAsync(BlockHead head) =>
        _recent.Find(head) is { } kept ? Task.FromResult<EventBlock?>(kept) : RunAsync(() => ReadStoredBlock(head));

    /// <summary>Stores one block (or none) in the place of adjoining ones; does nothing when one of them is gone already.</summary>
    public Task ReplaceAsync(IReadOnlyList<BlockHead> old, EventBlock? block) => RunAsync(() =>
    {
        if (!old.All(Directory.Holds))
        {
            return;
        }

        var removed = old.Sum(head => (long)head.Count) - (block?.Head.Count ?? 0);
        Commit(() =>
        {
            foreach (var head in old)
            {
                Blocks.Delete(head);
            }

            if (block is not null)
            {
                Blocks.Put(block);
            }

            WriteStoredEvents(StoredEvents - removed);
        });
        Directory.Replace(old, block?.Head);
        foreach (var head in old)
        {
            _recent.Forget(head);
        }
    });

    /// <summary>Puts a damaged block out of everybody's way and counts it, once.</summary>
    public Task SetAsideAsync(BlockHead head) => RunAsync(() =>
    {
        if (!Directory.Holds(head))
        {
            return;
        }

        PassBy(head);
        Commit(() =>
        {
            Blocks.SetAside(head);
            Meta.WriteLost(_lost.Blocks + 1, _lost.Events + head.Count);
        });
        _lost = (_lost.Blocks + 1, _lost.Events + head.Count);
        _damage.UnreadableBlocks.Remove(head.First);
    });

    public void Dispose()
    {
        try
        {
            if (!_thread.HasHung)
            {
                RunAsync(_file.Dispose).GetAwaiter().GetResult();
            }
        }
        catch (UnreadableException)
        {
            // It hangs; everything acknowledged is in the log.
        }

        _thread.Dispose();
    }

    private EventBlock? ReadStoredBlock(BlockHead head)
    {
        try
        {
            var block = _file.Read(() => Blocks.Read(head));
            if (block is null && Directory.Holds(head))
            {
                PassBy(head); // LiteDB's index leads nowhere.
            }

            return block;
        }
        catch (UnreadableException failure) when (Directory.Holds(head))
        {
            PassBy(head);
            if (_file.HasFailed)
            {
                _damage.Count(failure);
                throw;
            }

            return null;
        }
    }

    private Task<bool> RunAsync(Action work) => RunAsync(() =>
    {
        work();
        return true;
    });

    private async Task<T> RunAsync<T>(Func<T> work)
    {
        try
        {
            return await _thread.RunAsync(work);
        }
        catch (UnreadableException failure) when (_thread.HasHung)
        {
            _damage.Count(failure);
            _file.Abandon();
            throw;
        }
    }

    private void Commit(Action change)
    {
        try
        {
            _file.Commit(change);
        }
        catch (UnreadableException failure)
        {
            _damage.Count(failure);
            throw;
        }

        Interlocked.Exchange(ref _fileLength, _file.Length);
    }

    private void WriteStoredEvents(long stored)
    {
        var account = Meta.ReadLedger();
        Meta.WriteLedger(account.Ledger, account.NextSequence, stored);
    }

    private void Load()
    {
        Meta.RequireFormat();
        Cells.Learn(Meta.ReadCellCount());
        _lost = Meta.ReadLost();
        (_damagedBlocks, _damagedEvents) = _lost;
        foreach (var (head, isIntact) in Blocks.ReadHeads())
        {
            // A page that was written to a wrong place shows its heads twice.
            if (!isIntact || head.First <= Directory.LastSequence)
            {
                continue;
            }

            if (_damage.UnreadableBlocks.Contains(head.First))
            {
                _damagedBlocks++;
                _damagedEvents += head.Count;
            }
            else
            {
                Directory.Add(head);
            }
        }

        RequireAccount();
        _fileLength = _file.Length;
    }

    /// <summary>
    /// Every event that was stored must be found or known to be lost. Where LiteDB's index leads past some of them, it would lead
    /// past the next ones too.
    /// </summary>
    private void RequireAccount()
    {
        var account = Meta.ReadLedger();
        NextSequence = account.NextSequence;
        if (Meta.IsLedgerDamaged || NextSequence <= Directory.LastSequence)
        {
            throw new UnreadableException("the account of events cannot be read");
        }

        if (account.StoredEvents > StoredEvents)
        {
            throw new UnreadableException($"{account.StoredEvents - StoredEvents:N0} events are not where they should be");
        }
    }

    private void PassBy(BlockHead head)
    {
        _damage.UnreadableBlocks.Add(head.First);
        Directory.Replace([head], null);
        Interlocked.Increment(ref _damagedBlocks);
        Interlocked.Add(ref _damagedEvents, head.Count);
    }
}
