using System.Runtime.CompilerServices;

namespace Dashboard.Core.Predictions;

/// <summary>
/// The open predictions by key: a ring of slots (the oldest is forgotten first) with hash chains through it. 48 bytes a
/// prediction all in; memory is taken in chunks as predictions come, and nothing is ever copied to grow. One writer.
/// </summary>
/// <param name="capacity">Most predictions remembered.</param>
public sealed class PredictionIndex(int capacity)
{
    private const int ChunkBits = 14;
    private const int ChunkMask = (1 << ChunkBits) - 1;

    private readonly List<OpenPrediction[]> _chunks = []; // Bounded by capacity.
    private readonly LinearBuckets _buckets = new();
    private int _position;
    private long _count;
    private long _forgotten;

    /// <summary>Predictions remembered now. Any thread.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Predictions forgotten because the ring was full. Any thread.</summary>
    public long Forgotten => Interlocked.Read(ref _forgotten);

    /// <summary>The remembered prediction, to read or change in place; a null reference when it is unknown.</summary>
    public ref OpenPrediction Find(ulong key)
    {
        for (var link = _buckets.HeadOf(key); link != 0;)
        {
            ref var slot = ref Slot(link - 1);
            if (slot.Key == key)
            {
                return ref slot;
            }

            link = slot.Next;
        }

        return ref Unsafe.NullRef<OpenPrediction>();
    }

    /// <summary>Remembers a prediction whose key is not known yet.</summary>
    public void Add(in OpenPrediction prediction)
    {
        ref var slot = ref TakeSlot(out var position);
        slot = prediction;
        ref var head = ref _buckets.HeadOf(prediction.Key);
        slot.Next = head;
        head = position + 1;
        if (++_count > _buckets.Count)
        {
            Spread();
        }
    }

    /// <summary>Forgets all predictions of the given versions: a scan of the whole index, for when a model is deleted.</summary>
    public void RemoveVersions(IReadOnlySet<int> versionIndexes)
    {
        for (var position = 0; position < _chunks.Count << ChunkBits; position++)
        {
            ref var slot = ref Slot(position);
            if (slot.Key != 0 && versionIndexes.Contains(slot.VersionIndex))
            {
                Unlink(ref slot, position);
            }
        }
    }

    private ref OpenPrediction Slot(int position) => ref _chunks[position >> ChunkBits][position & ChunkMask];

    private ref OpenPrediction TakeSlot(out int position)
    {
        position = _position;
        _position = position + 1 == capacity ? 0 : position + 1;
        if (position >> ChunkBits == _chunks.Count)
        {
            _chunks.Add(new OpenPrediction[1 << ChunkBits]);
        }

        ref var slot = ref Slot(position);
        if (slot.Key != 0)
        {
            Unlink(ref slot, position);
            _forgotten++;
        }

        return ref slot;
    }

    private void Unlink(ref OpenPrediction slot, int position)
    {
        ref var link = ref _buckets.HeadOf(slot.Key);
        while (link != position + 1)
        {
            link = ref Slot(link - 1).Next;
        }

        link = slot.Next;
        slot = default;
        _count--;
    }

    /// <summary>Adds a bucket and gives it its share of the chain it splits.</summary>
    private void Spread()
    {
        ref var head = ref _buckets.Grow();
        var link = head;
        head = 0;
        while (link != 0)
        {
            ref var slot = ref Slot(link - 1);
            var next = slot.Next;
            ref var home = ref _buckets.HeadOf(slot.Key);
            slot.Next = home;
            home = link;
            link = next;
        }
    }
}
