using Dashboard.Core.Predictions;

namespace Dashboard.Core.Storage.LiteDb;

/// <summary>
/// The default engine: everything in one data directory of this machine. What an acknowledged event may rely on is in
/// docs/decisions/0001.
/// </summary>
public sealed class LiteDbStorageEngine : IStorageEngine
{
    /// <summary>A damaged file must not keep the product from starting.</summary>
    private static readonly TimeSpan OpenDeadline = TimeSpan.FromSeconds(60);

    private readonly string _path;
    private readonly ModelCatalog _catalog;
    private readonly TimeProvider _time;
    private readonly Func<string, IDurableFile> _openFile;
    private readonly HashSet<long> _unreadable = [];

    public LiteDbStorageEngine(StorageOptions options, ModelCatalog catalog, TimeProvider time)
        : this(options, catalog, time, path => new DiskFile(path))
    {
    }

    /// <param name="openFile">Opens a file of the data directory; tests give devices that fail.</param>
    internal LiteDbStorageEngine(StorageOptions options, ModelCatalog catalog, TimeProvider time, Func<string, IDurableFile> openFile)
    {
        _path = DataDirectory.Resolve(options);
        _catalog = catalog;
        _time = time;
        _openFile = openFile;
    }

    public async ValueTask<IStorage> OpenAsync(CancellationToken cancel)
    {
        var directory = DataDirectory.Acquire(_path);
        try
        {
            var notices = new List<string>();
            var database = await OpenOrStartAfreshAsync(directory, notices);
            notices.AddRange(Findings(database));
            var next = await database.ReadAsync(() => database.Meta.ReadLedger().NextSequence);
            return new LiteDbStorage(directory, database, new LiteDbEventStore(database, _catalog, next), notices);
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    public long? FreeBytes()
    {
        try
        {
            return new DriveInfo(_path).AvailableFreeSpace;
        }
        catch (Exception failure) when (failure is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Findings(OpenDatabase database)
    {
        if (database.LostCommits > 0)
        {
            yield return $"the log was damaged; up to {database.LostCommits:N0} commits behind the damage are lost";
        }
        else if (database.TornBytes > 0)
        {
            yield return $"{database.TornBytes:N0} bytes of an unfinished commit were cut off at start; nothing acknowledged was lost";
        }

        if (database.IsLedgerRebuilt)
        {
            yield return "the account of events was damaged; it was started again from the events that are stored";
        }
    }

    /// <summary>A file that does not open is kept under another name, never deleted, and a fresh one takes its place.</summary>
    private async Task<OpenDatabase> OpenOrStartAfreshAsync(DataDirectory directory, List<string> notices)
    {
        try
        {
            return await OpenAsync(directory, notices);
        }
        catch (Exception failure) when (failure is not (StorageException or IOException or UnauthorizedAccessException))
        {
            _unreadable.Clear();
            var moved = directory.SetAside("corrupt", _time.GetUtcNow());
            notices.Add($"the data file did not open ({failure.Message}); it was moved to {moved} and a fresh one was started");
            return await OpenAsync(directory, notices);
        }
    }

    private async Task<OpenDatabase> OpenAsync(DataDirectory directory, List<string> notices)
    {
        SetForeignLogAside(directory, notices);
        var thread = new EngineThread();
        try
        {
            return await OpenDatabase.OpenAsync(thread, () => OpenFiles(directory), _unreadable).WaitAsync(OpenDeadline, _time);
        }
        catch (Exception failure) when (failure is not TimeoutException)
        {
            thread.Dispose();
            throw;
        }
    }

    private LiteDbFile OpenFiles(DataDirectory directory)
    {
        var data = _openFile(directory.DataFile);
        IDurableFile? log = null;
        try
        {
            log = _openFile(directory.LogFile);
            return new LiteDbFile(data, log);
        }
        catch
        {
            data.Dispose();
            log?.Dispose();
            throw;
        }
    }

    /// <summary>LiteDB would replay the log of another database without a word (its issue 2785).</summary>
    private void SetForeignLogAside(DataDirectory directory, List<string> notices)
    {
        if (!File.Exists(directory.LogFile))
        {
            return;
        }

        long owner, identity;
        using (var log = _openFile(directory.LogFile))
        using (var data = _openFile(directory.DataFile))
        {
            owner = LogHeader.Read(log)?.Owner ?? 0;
            identity = DataStream.ReadIdentity(data);
        }

        if (owner != 0 && owner != identity)
        {
            notices.Add($"a log of another database lay in the data directory; it was moved to {directory.SetLogAside(_time.GetUtcNow())}");
        }
    }
}
