using System.Globalization;
using LiteDB;
using LiteDB.Engine;

namespace Dashboard.Core.Storage.LiteDb;

/// <summary>
/// One opened LiteDB database on its two streams. To be used from one thread only (<see cref="EngineThread"/>).
/// </summary>
internal sealed class LiteDbFile : IDisposable
{
    /// <summary>Pages in the log that make LiteDB copy them into the data file, inside a commit.</summary>
    private const int CheckpointPages = 1_000;

    private readonly IDurableFile _data;
    private readonly IDurableFile _logFile;
    private readonly FramedLog _log;
    private readonly LiteEngine _engine;
    private readonly LiteDatabase _database;
    private bool _failed;

    public LiteDbFile(IDurableFile data, IDurableFile logFile)
    {
        _data = data;
        _logFile = logFile;
        _log = new FramedLog(logFile, () => DataStream.ReadIdentity(data));
        _engine = new LiteEngine(new EngineSettings
        {
            DataStream = new DataStream(data, _log),
            LogStream = _log,
            // LiteDB ignores case by default: ids and labels that differ in case would be the same.
            Collation = new Collation(CultureInfo.InvariantCulture.LCID, CompareOptions.Ordinal),
        });
        _database = new LiteDatabase(_engine);
        try
        {
            Prepare();
        }
        catch
        {
            EngineFinalizers.Suppress(_engine);
            throw;
        }
    }

    private void Prepare()
    {
        if (_database.Collation.SortOptions != CompareOptions.Ordinal)
        {
            throw new StorageException("the data file compares text without regard to case; it was not made by this program");
        }

        // What was recovered goes into the data file before anything is written: the next write starts a fresh epoch, and
        // left-over frames of a torn transaction never mix with new ones.
        _database.Checkpoint();
        _log.Adopt();
        _database.UtcDate = true;
        _database.CheckpointSize = CheckpointPages;
    }

    public long TornBytes => _log.TornBytes;

    public int LostCommits => _log.LostCommits;

    /// <summary>LiteDB closed itself, or a commit failed: nothing more can be done here.</summary>
    public bool HasFailed => _failed;

    public long Length => _data.Length + _logFile.Length;

    public ILiteCollection<BsonDocument> Collection(string name) => _database.GetCollection(name, BsonAutoId.Int64);

    /// <summary>One transaction; returns when it is durable. The change must write something.</summary>
    /// <exception cref="UnreadableException">LiteDB stumbled over what is in the file.</exception>
    public void Commit(Action change)
    {
        ThrowIfFailed();
        var before = _log.Confirmed;
        _failed = true;
        try
        {
            _database.BeginTrans();
            EngineFinalizers.Suppress(_engine);
            change();
            _database.Commit();
            _log.WaitDurable(before + 1);
            _failed = false;
        }
        catch (Exception failure) when (failure is not StorageException)
        {
            EngineFinalizers.Suppress(_engine);
            _log.ThrowIfFailed();
            throw Translate(failure);
        }
    }

    /// <exception cref="UnreadableException">LiteDB stumbled over what it read.</exception>
    public T Read<T>(Func<T> read)
    {
        ThrowIfFailed();
        try
        {
            return read();
        }
        catch (Exception failure) when (failure is not StorageException)
        {
            EngineFinalizers.Suppress(_engine);

            // LiteDB closes itself on some damage, and answers every later call with an error: a call for another document
            // must not be taken for damage of that one.
            _failed |= failure is LiteException { ErrorCode: LiteException.INVALID_DATAFILE_STATE } or IOException or ObjectDisposedException;
            throw Translate(failure);
        }
    }

    public void Dispose()
    {
        try
        {
            if (!_failed)
            {
                _database.Checkpoint();
            }

            EngineFinalizers.Suppress(_engine);
            _database.Dispose();
        }
        catch (Exception failure) when (failure is LiteException or IOException or StorageException or ObjectDisposedException)
        {
            // Everything acknowledged is in the log; the next open recovers it.
        }
        finally
        {
            _data.Dispose();
            _logFile.Dispose();
        }
    }

    private void ThrowIfFailed()
    {
        if (_failed)
        {
            throw new StorageException("the database failed before and must be reopened");
        }
    }

    private static StorageException Translate(Exception failure)
    {
        for (var inner = failure; inner is not null; inner = inner.InnerException)
        {
            if (inner is StorageException known)
            {
                return known;
            }
        }

        return new UnreadableException($"the database failed: {failure.Message}", failure);
    }
}
