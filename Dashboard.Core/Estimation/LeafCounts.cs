namespace Dashboard.Core.Estimation;

/// <summary>Predictions by leaf of one <see cref="LossTree"/>. Linear: counts of parts merge to those of the whole, and can be taken off.</summary>
public sealed class LeafCounts
{
    private readonly long[] _counts = new long[LossTree.MaxLeaves];

    public long this[int leaf] => _counts[leaf];

    public long Total => _counts.Sum();

    /// <param name="count">May be negative.</param>
    public void Add(int leaf, long count = 1) => _counts[leaf] += count;

    public void Merge(LeafCounts other)
    {
        for (var leaf = 0; leaf < _counts.Length; leaf++)
        {
            _counts[leaf] += other._counts[leaf];
        }
    }

    /// <summary>The leaves up to the last that holds something, mostly a byte or two each.</summary>
    public void Write(BinaryWriter writer)
    {
        var used = Array.FindLastIndex(_counts, count => count != 0) + 1;
        writer.Write((byte)used);
        foreach (var count in _counts.AsSpan(0, used))
        {
            writer.Write7BitEncodedInt64(count);
        }
    }

    public static LeafCounts Read(BinaryReader reader)
    {
        var counts = new LeafCounts();
        var used = reader.ReadByte();
        for (var leaf = 0; leaf < used; leaf++)
        {
            counts._counts[leaf] = reader.Read7BitEncodedInt64();
        }

        return counts;
    }
}
