namespace Dashboard.Core.Storage;

/// <summary>One opened data directory (or server): its stores and their health. Disposing flushes and releases it.</summary>
public interface IStorage : IAsyncDisposable
{
    IEventStore Events { get; }

    ICellStore Cells { get; }

    IEvaluationStore Evaluations { get; }

    /// <summary>Cheap; may be read from any thread at any time.</summary>
    StorageStatus Status { get; }
}

/// <summary>Opens storage; called at start-up and again after a failed commit.</summary>
public interface IStorageEngine
{
    /// <exception cref="StorageInUseException">Another process holds the data directory.</exception>
    /// <exception cref="StorageException">It cannot be opened; the message says what to do.</exception>
    ValueTask<IStorage> OpenAsync(CancellationToken cancel);

    /// <summary>Bytes that may still be written before the reserve is touched; null when the engine cannot tell.</summary>
    long? FreeBytes();
}

/// <param name="DamagedBlocks">Event blocks set aside because their checksum failed.</param>
/// <param name="DamagedEvents">Events in those blocks.</param>
/// <param name="Notices">Sentences about what was found and done at open (a torn tail, a damaged file moved aside).</param>
public sealed record StorageStatus(
    string Engine,
    string Location,
    long StoredEvents,
    long EventBytes,
    long FileBytes,
    long DamagedBlocks,
    long DamagedEvents,
    IReadOnlyList<string> Notices)
{
    /// <summary>Stored runs of events.</summary>
    public long Blocks { get; init; }
}

/// <summary>Storage failed; nothing was acknowledged. The store must be reopened.</summary>
public class StorageException : Exception
{
    public StorageException(string message, Exception? inner = null) : base(message, inner)
    {
    }

    public StorageException() : this("storage failed")
    {
    }

    public StorageException(string message) : this(message, null)
    {
    }
}

/// <summary>There is no room left; writing resumes when space returns.</summary>
public sealed class StorageFullException(string message, Exception? inner = null) : StorageException(message, inner);

/// <summary>Another process owns the data directory.</summary>
public sealed class StorageInUseException(string message) : StorageException(message);

/// <summary>
/// The disk refused to make written data durable. Retrying would lie (the kernel may have dropped the pages), so the
/// process must stop: exit code 70.
/// </summary>
public sealed class DurabilityLostException(string message, Exception? inner = null) : StorageException(message, inner);
