namespace Dashboard.Core.Predictions;

/// <summary>
/// The open predictions by key: a ring of slots (the oldest is forgotten first) with hash chains through it. 32 bytes a
/// prediction all in, 4 more once it has a label, 4 to 8 more with a score and 16 more where outcomes are numbers; memory is taken in chunks as predictions
/// come, and nothing is ever copied to grow. One writer.
/// </summary>
/// <param name="capacity">Most predictions remembered.</param>
public sealed class PredictionIndex(int capacity)
{
    /// <summary>No such prediction.</summary>
    public const int Unknown = -1;

    private const int ChunkBits = 14;
    private const int ChunkMask = (1 << ChunkBits) - 1;

    private readonly List<OpenChunk> _chunks = []; // Bounded by capacity.
    private readonly LinearBuckets _buckets = new();
    private int _position;
    private long _count;
    private long _forgotten;

    /// <summary>Predictions remembered now. Any thread.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Predictions forgotten because the ring was full. Any thread.</summary>
    public long Forgotten => Interlocked.Read(ref _forgotten);

    /// <summary>What is remembered at a position that <see cref="Find"/> gave.</summary>
    public OpenPrediction this[int position]
    {
        get
        {
            var chunk = _chunks[position >> ChunkBits];
            ref readonly var slot = ref chunk.Slots[position & ChunkMask];
            return new OpenPrediction(
                slot.Key, slot.EventTicks, chunk.PredictedAt(position & ChunkMask), chunk.TruthAt(position & ChunkMask),
                chunk.ScoreAt(position & ChunkMask),
                slot.Fingerprint, slot.SliceIndex)
            {
                Lateness = slot.Lateness,
                DelayRung = slot.DelayRung,
                DelayTicks = chunk.DelayTicksAt(position & ChunkMask),
            };
        }
    }

    /// <summary>Where a prediction is remembered, or <see cref="Unknown"/>. Valid until the next change.</summary>
    public int Find(ulong key)
    {
        for (var link = _buckets.HeadOf(key); link != 0;)
        {
            ref readonly var slot = ref Slot(link - 1);
            if (slot.Key == key)
            {
                return link - 1;
            }

            link = slot.Next;
        }

        return Unknown;
    }

    /// <summary>Remembers a prediction whose key is not known yet.</summary>
    public void Add(in OpenPrediction prediction)
    {
        var position = TakeSlot();
        var chunk = _chunks[position >> ChunkBits];
        chunk.SetPredicted(position & ChunkMask, prediction.Predicted);
        chunk.SetTruth(position & ChunkMask, prediction.Truth);
        chunk.SetScore(position & ChunkMask, prediction.Score);
        ref var slot = ref Slot(position);
        slot.Key = prediction.Key;
        slot.Place(prediction.SliceIndex, prediction.EventTicks, prediction.Fingerprint, prediction.Lateness);
        slot.DelayRung = prediction.DelayRung;
        chunk.SetDelayTicks(position & ChunkMask, prediction.DelayTicks);
        ref var head = ref _buckets.HeadOf(prediction.Key);
        slot.Next = head;
        head = position + 1;
        if (++_count > _buckets.Count)
        {
            Spread();
        }
    }

    /// <param name="truth"><see cref="Outcome.None"/> takes it off.</param>
    /// <param name="delayRung">Of the first ground truth.</param>
    /// <param name="delayTicks">Of the first ground truth.</param>
    public void SetTruth(int position, Outcome truth, byte delayRung, long delayTicks)
    {
        var chunk = _chunks[position >> ChunkBits];
        chunk.SetTruth(position & ChunkMask, truth);
        chunk.SetDelayTicks(position & ChunkMask, delayTicks);
        Slot(position).DelayRung = delayRung;
    }

    /// <summary>Forgets all predictions of some slices: a scan of the whole index, for when a model is deleted.</summary>
    /// <param name="isRemoved">Told by the slice's number.</param>
    public void RemoveSlices(Func<int, bool> isRemoved)
    {
        for (var position = 0; position < _chunks.Count << ChunkBits; position++)
        {
            ref var slot = ref Slot(position);
            if (slot.Key != 0 && isRemoved(slot.SliceIndex))
            {
                Unlink(ref slot, position);
            }
        }
    }

    private ref OpenSlot Slot(int position) => ref _chunks[position >> ChunkBits].Slots[position & ChunkMask];

    private int TakeSlot()
    {
        var position = _position;
        _position = position + 1 == capacity ? 0 : position + 1;
        if (position >> ChunkBits == _chunks.Count)
        {
            _chunks.Add(new OpenChunk(1 << ChunkBits));
        }

        ref var slot = ref Slot(position);
        if (slot.Key != 0)
        {
            Unlink(ref slot, position);
            _forgotten++;
        }

        return position;
    }

    private void Unlink(ref OpenSlot slot, int position)
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
