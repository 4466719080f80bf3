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
    private long _passedBy;
    private long _fileLength;

    private OpenDatabase(EngineThread thread, LiteDbFile file, KnownDamage damage)
    {
        _thread = thread;
        _file = file;
        _damage = damage;
        Meta = new MetaShelf(file);
        Blocks = new BlockShelf(file);
        Cells = new CellShelf(file);
    }

    public MetaShelf Meta { get; }

    public BlockShelf Blocks { get; }

    public CellShelf Cells { get; }

    public BlockDirectory Directory { get; } = new();

    public long TornBytes => _file.TornBytes;

    public int LostCommits => _file.LostCommits;

    /// <summary>The account of events could not be trusted at open and was made anew from the stored events.</summary>
    public bool IsLedgerRebuilt { get; private set; }

    /// <summary>Events in all blocks on the shelves, also in those that cannot be used or found. Engine's thread only.</summary>
    public long StoredEvents => Directory.Events + _passedBy;

    public long FileLength => Interlocked.Read(ref _fileLength);

    public long DamagedBlocks => Interlocked.Read(ref _damagedBlocks);

    public long DamagedEvents => Interlocked.Read(ref _damagedEvents);

    /// <summary>Opens the two files and reads the block directory, all on the thread.</summary>
    public static Task<OpenDatabase> OpenAsync(EngineThread thread, Func<LiteDbFile> open, KnownDamage damage) => thread.RunAsync(() =>
    {
        var file = open();
        try
        {
            var database = new OpenDatabase(thread, file, damage);
            database.Load();
            return database;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    });

    public Task CommitAsync(Action change) => _thread.RunAsync(() => Commit(change));

    public Task<T> ReadAsync<T>(Func<T> read) => _thread.RunAsync(() =>
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

    public Task AppendAsync(EventBlock block, IngestLedger ledger, long next) => _thread.RunAsync(() =>
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
        _recent.Find(head) is { } kept ? Task.FromResult<EventBlock?>(kept) : _thread.RunAsync(() => ReadStoredBlock(head));

    /// <summary>Stores one block (or none) in the place of adjoining ones; does nothing when one of them is gone already.</summary>
    public Task ReplaceAsync(IReadOnlyList<BlockHead> old, EventBlock? block) => _thread.RunAsync(() =>
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
    public Task SetAsideAsync(BlockHead head) => _thread.RunAsync(() =>
    {
        if (!Directory.Holds(head))
        {
            return;
        }

        PassBy(head);
        Commit(() =>
        {
            Blocks.SetAside(head);
            WriteStoredEvents(StoredEvents - head.Count);
        });
        _passedBy -= head.Count;
        _damage.UnreadableBlocks.Remove(head.First);
    });

    public void Dispose()
    {
        _thread.RunAsync(_file.Dispose).GetAwaiter().GetResult();
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
        catch (UnreadableException) when (Directory.Holds(head))
        {
            PassBy(head);
            if (_file.HasFailed)
            {
                throw;
            }

            return null;
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
        (_damagedBlocks, _damagedEvents) = Blocks.CountDamaged();
        var (brokenBlocks, brokenEvents) = (0L, 0L);
        foreach (var (head, isIntact) in Blocks.ReadHeads())
        {
            // A page that was written to a wrong place shows its heads twice.
            if (isIntact && head.First > Directory.LastSequence && !_damage.UnreadableBlocks.Contains(head.First))
            {
                Directory.Add(head);
            }
            else
            {
                brokenBlocks++;
                brokenEvents += head.Count;
            }
        }

        CheckAccount(brokenEvents);
        _damagedEvents += _passedBy;
        _damagedBlocks += _passedBy == 0 ? 0 : Math.Max(brokenBlocks, 1);
        _fileLength = _file.Length;
    }

    /// <summary>
    /// Blocks that are broken, or that LiteDB's index does not lead to any more, are missed by the number of events there should
    /// be; an account that is damaged itself starts again from what is there.
    /// </summary>
    /// <param name="broken">Events in blocks that cannot be used, by what their damaged heads say.</param>
    private void CheckAccount(long broken)
    {
        var account = Meta.ReadLedger();
        if (Meta.IsLedgerDamaged || account.NextSequence <= Directory.LastSequence)
        {
            IsLedgerRebuilt = true;
            _passedBy = broken;
            var next = Math.Max(Directory.LastSequence, Meta.ReadCompleteThrough()) + 1;
            Commit(() => Meta.WriteLedger(new IngestLedger(Directory.Events, 0, new Dictionary<string, long>()), next, StoredEvents));
        }
        else
        {
            _passedBy = Math.Max(account.StoredEvents - Directory.Events, 0);
        }
    }

    private void PassBy(BlockHead head)
    {
        _damage.UnreadableBlocks.Add(head.First);
        Directory.Replace([head], null);
        _passedBy += head.Count;
        Interlocked.Increment(ref _damagedBlocks);
        Interlocked.Add(ref _damagedEvents, head.Count);
    }
}
