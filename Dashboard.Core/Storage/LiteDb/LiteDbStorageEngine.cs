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
    private readonly KnownDamage _damage = new();

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
            var database = await OpenOrRescueAsync(directory, notices);
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

    /// <summary>A damaged file is kept under another name, never deleted; what is intact in it goes into a fresh one.</summary>
    private async Task<OpenDatabase> OpenOrRescueAsync(DataDirectory directory, List<string> notices)
    {
        try
        {
            directory.TakeRescue();
            if (!_damage.NeedsRescue)
            {
                return await OpenAsync(directory, notices);
            }

            return await RescueAsync(directory, notices, "reading or writing failed again and again");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"the files in {directory.Path} cannot be used: {failure.Message}", failure);
        }
        catch (Exception failure) when (failure is UnreadableException or not StorageException)
        {
            return await RescueAsync(directory, notices, failure.Message);
        }
    }

    private async Task<OpenDatabase> RescueAsync(DataDirectory directory, List<string> notices, string reason)
    {
        directory.DeleteRescue();
        var rescued = await MakeRescueAsync(directory);
        var moved = directory.SetAside("corrupt", _time.GetUtcNow());
        directory.TakeRescue();
        _damage.Forget();
        notices.Add($"the data file was damaged ({reason}); it was moved to {moved}, and {rescued} were carried over into a fresh one");
        return await OpenAsync(directory, notices);
    }

    private async Task<RescuedCounts> MakeRescueAsync(DataDirectory directory)
    {
        using var data = _openFile(directory.DataFile);
        using var log = _openFile(directory.LogFile);
        using var fresh = await OpenAsync(() => OpenFiles(directory.RescueFile, directory.RescueLogFile), new KnownDamage());
        return await new Rescue(new DocumentScan(data, log), fresh).RunAsync();
    }

    private Task<OpenDatabase> OpenAsync(DataDirectory directory, List<string> notices)
    {
        SetForeignLogAside(directory, notices);
        return OpenAsync(() => OpenFiles(directory.DataFile, directory.LogFile), _damage);
    }

    private async Task<OpenDatabase> OpenAsync(Func<LiteDbFile> openFiles, KnownDamage damage)
    {
        var thread = new EngineThread();
        try
        {
            return await OpenDatabase.OpenAsync(thread, openFiles, damage).WaitAsync(OpenDeadline, _time);
        }
        catch (Exception failure) when (failure is not TimeoutException)
        {
            thread.Dispose();
            throw;
        }
    }

    private LiteDbFile OpenFiles(string dataFile, string logFile)
    {
        var data = _openFile(dataFile);
        IDurableFile? log = null;
        try
        {
            log = _openFile(logFile);
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
        bool isLost;
        using (var log = _openFile(directory.LogFile))
        using (var data = _openFile(directory.DataFile))
        {
            owner = LogHeader.Read(log)?.Owner ?? 0;
            identity = DataStream.ReadIdentity(data);
            isLost = data.Length < PageStream.PageSize;
        }

        // A data file whose first page is zeros does not open; its log is needed for the rescue.
        if (owner != 0 && owner != identity && (identity != 0 || isLost))
        {
            var found = isLost ? "a log without its data file" : "a log of another database";
            notices.Add($"{found} lay in the data directory; it was moved to {directory.SetLogAside(_time.GetUtcNow())}");
        }
    }
}
