using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Dashboard.Core.Predictions;

/// <summary>
/// Heads of hash chains that grow one bucket at a time (linear hashing, Litwin 1980), in chunks: no insertion ever pays
/// for a rehash of everything. Entries are slot numbers + 1; 0 is an empty chain.
/// </summary>
internal sealed class LinearBuckets
{
    private const int ChunkBits = 14;
    private const int ChunkMask = (1 << ChunkBits) - 1;

    /// <summary>Unknown to senders, so that ids cannot be crafted to fall into one chain. Odd.</summary>
    private readonly ulong _secret = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(8)) | 1;

    private readonly List<int[]> _chunks = [OpenChunk.Take<int>(1 << ChunkBits)]; // Bounded by the owner's capacity.
    private int _mask = ChunkMask;

    /// <summary>Buckets in use; at least one chunk.</summary>
    public int Count { get; private set; } = 1 << ChunkBits;

    /// <summary>The head of the chain a key belongs to.</summary>
    public ref int HeadOf(ulong key)
    {
        var hash = (int)((key * _secret) >> 32);
        var bucket = hash & _mask;
        if (bucket >= Count)
        {
            bucket = hash & (_mask >> 1); // Not split off yet: still in the lower half.
        }

        return ref Head(bucket);
    }

    /// <summary>Adds one bucket. Returns the head of the chain it takes entries from; the caller relinks that chain.</summary>
    public ref int Grow()
    {
        if (Count > _mask)
        {
            _mask = (_mask << 1) | 1;
        }

        var added = Count++;
        if (added >> ChunkBits == _chunks.Count)
        {
            _chunks.Add(OpenChunk.Take<int>(1 << ChunkBits));
        }

        return ref Head(added & (_mask >> 1));
    }

    private ref int Head(int bucket) => ref _chunks[bucket >> ChunkBits][bucket & ChunkMask];
}
