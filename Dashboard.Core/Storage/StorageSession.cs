namespace Dashboard.Core.Storage;

/// <summary>The storage that is open right now. The event writer opens and reopens it; readers ask for it each time.</summary>
public sealed class StorageSession
{
    private volatile IStorage? _current;

    /// <summary>Null while starting, suspended after a failure, or stopped.</summary>
    public IStorage? Current
    {
        get => _current;
        internal set => _current = value;
    }

    /// <exception cref="StorageException">No storage is open at the moment.</exception>
    public IStorage Require() => _current ?? throw new StorageException("storage is not open at the moment");
}
