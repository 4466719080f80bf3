namespace Dashboard.Core.Storage.LiteDb;

/// <summary>What this process has learned of damage in the data file, kept over reopenings. Safe for concurrent use.</summary>
internal sealed class KnownDamage
{
    /// <summary>Once may be chance; nothing in a sound file makes LiteDB fail twice.</summary>
    private const int MostStumbles = 2;

    private int _stumbles;

    /// <summary>Blocks that made LiteDB itself fail: none is stumbled over twice. Bounded by the blocks. Engine's thread only.</summary>
    public HashSet<long> UnreadableBlocks { get; } = [];

    /// <summary>LiteDB fails on what holds all blocks together; reopening alone would go on for ever.</summary>
    public bool NeedsRescue => Volatile.Read(ref _stumbles) >= MostStumbles;

    /// <summary>Counts a commit or a read that LiteDB could not do because of what the file holds.</summary>
    public void Count(UnreadableException failure)
    {
        if (failure.InnerException is not (IOException or ObjectDisposedException or OutOfMemoryException))
        {
            Interlocked.Increment(ref _stumbles);
        }
    }

    public void Forget()
    {
        Volatile.Write(ref _stumbles, 0);
        UnreadableBlocks.Clear();
    }
}
