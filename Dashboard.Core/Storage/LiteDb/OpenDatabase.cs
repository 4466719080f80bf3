using Dashboard.Core.Storage.LiteDb.Blocks;

namespace Dashboard.Core.Storage.LiteDb;

/// <summary>
/// One open database: its file, its thread and its shelves. Every method hands its work to the thread and awaits it.
/// </summary>
internal sealed class OpenDatabase : IDisposable
{
    private readonly EngineThread _thread;
    private readonly LiteDbFile _file;
    private readonly HashSet<long> _unreadable;
    private long _damagedBlocks;
    private long _damagedEvents;
    private long _fileLength;

    /// <param name="unreadable">
    /// Blocks that made LiteDB itself fail, kept over reopenings so that no block is stumbled over twice. Bounded by the blocks.
    /// </param>
    private OpenDatabase(EngineThread thread, LiteDbFile file, HashSet<long> unreadable)
    {
        _thread = thread;
        _file = file;
        _unreadable = unreadable;
        Meta = new MetaShelf(file);
        Blocks = new BlockShelf(file);
        Cells = new CellShelf(file);
    }

    public MetaShelf Meta { get; }

    public BlockShelf Blocks { get; }

    public CellShelf Cells { get; }

    public BlockDirectory Directory { get; } = new();

    public long TornBytes => _file.TornBytes;

    public long FileLength => Interlocked.Read(ref _fileLength);

    public long DamagedBlocks => Interlocked.Read(ref _damagedBlocks);

    public long DamagedEvents => Interlocked.Read(ref _damagedEvents);

    /// <summary>Opens the two files and reads the block directory, all on the thread.</summary>
    public static Task<OpenDatabase> OpenAsync(EngineThread thread, Func<LiteDbFile> open, HashSet<long> unreadable) => thread.RunAsync(() =>
    {
        var file = open();
        try
        {
            var database = new OpenDatabase(thread, file, unreadable);
            database.Load();
            return database;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    });

    public Task CommitAsync(Action change) => _thread.RunAsync(() =>
    {
        _file.Commit(change);
        Interlocked.Exchange(ref _fileLength, _file.Length);
    });

    public Task<T> ReadAsync<T>(Func<T> read) => _thread.RunAsync(() => _file.Read(read));

    /// <summary>A block as stored, unchecked; null when it is gone, or so broken that LiteDB cannot read it.</summary>
    public async Task<EventBlock?> ReadBlockAsync(BlockHead head)
    {
        try
        {
            return await ReadAsync(() => Blocks.Read(head));
        }
        catch (UnreadableException)
        {
            lock (_unreadable)
            {
                _unreadable.Add(head.First);
            }

            Forget(head);
            return null;
        }
    }

    /// <summary>Stores one block (or none) in the place of adjoining ones.</summary>
    public async Task ReplaceAsync(IReadOnlyList<BlockHead> old, EventBlock? block)
    {
        await CommitAsync(() =>
        {
            foreach (var head in old)
            {
                Blocks.Delete(head);
            }

            if (block is not null)
            {
                Blocks.Put(block);
            }
        });
        Directory.Replace(old, block?.Head);
    }

    public async Task SetAsideAsync(BlockHead head)
    {
        await CommitAsync(() => Blocks.SetAside(head));
        Forget(head);
    }

    public void Dispose()
    {
        _thread.RunAsync(_file.Dispose).GetAwaiter().GetResult();
        _thread.Dispose();
    }

    private void Load()
    {
        Meta.RequireFormat();
        (_damagedBlocks, _damagedEvents) = Blocks.CountDamaged();
        foreach (var head in Blocks.ReadHeads())
        {
            if (_unreadable.Contains(head.First))
            {
                _damagedBlocks++;
                _damagedEvents += head.Count;
            }
            else
            {
                Directory.Add(head);
            }
        }

        _fileLength = _file.Length;
    }

    private void Forget(BlockHead head)
    {
        Directory.Replace([head], null);
        Interlocked.Increment(ref _damagedBlocks);
        Interlocked.Add(ref _damagedEvents, head.Count);
    }
}
