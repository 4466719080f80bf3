namespace Dashboard.Core.Storage.Memory;

/// <summary>
/// Storage that lives as long as this object: opening it again finds what was stored, as a disk would. For tests and for
/// trying the product without leaving files. Bounded by the retention that the writer sweeps with.
/// </summary>
public sealed class MemoryStorageEngine : IStorageEngine
{
    private readonly MemoryDisk _disk = new();
    private bool _isOpen;

    /// <summary>Called before each commit; throw from it to make the commit fail.</summary>
    public Action? BeforeCommit { get; set; }

    /// <summary>Called after each commit took effect; throw from it to fail a commit that was stored after all.</summary>
    public Action? AfterCommit { get; set; }

    /// <summary>What <see cref="FreeBytes"/> answers.</summary>
    public long? Free { get; set; }

    public ValueTask<IStorage> OpenAsync(CancellationToken cancel)
    {
        if (_isOpen)
        {
            throw new StorageInUseException("this memory storage is open already");
        }

        _isOpen = true;
        return new ValueTask<IStorage>(new MemoryStorage(_disk, this));
    }

    public long? FreeBytes() => Free;

    internal void Release() => _isOpen = false;
}
